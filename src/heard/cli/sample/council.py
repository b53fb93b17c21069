"""Who the sample council is: what its processes find in their environment unless somebody says otherwise."""

ENVIRONMENT = {
    "HEARD_COUNCIL_NAME": "Fairmere City Council",
    "HEARD_COUNCIL_PHONE": "(203) 555-0100",
    "HEARD_TIME_ZONE": "America/New_York",
    "HEARD_REGION": "US",
}
# One word for everybody, for a council that listens on this machine alone and has nothing to hide.
DEMO_PASSWORD = "listening-to-fairmere"  # noqa: S105 -- printed at every start of the demo
