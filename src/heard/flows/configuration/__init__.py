"""The set-up as files: read what is, plan what files would change, apply them, go back. One file a journey."""

from heard.flows.configuration.applying import apply
from heard.flows.configuration.choosing import chosen
from heard.flows.configuration.on_disk import files_in, put_into
from heard.flows.configuration.planning import compared, plan
from heard.flows.configuration.plans import Plan
from heard.flows.configuration.reading import current_setup, exported, read_files
from heard.flows.configuration.rolling_back import plan_back, roll_back

__all__ = [
    "Plan",
    "apply",
    "chosen",
    "compared",
    "current_setup",
    "exported",
    "files_in",
    "plan",
    "plan_back",
    "put_into",
    "read_files",
    "roll_back",
]
