"""What `heard doctor` looks at. Nothing here needs Django's apps to load: they may be what is broken."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: well or not, in a sentence, and what to do where it is not."""

    well: bool
    what: str
    what_to_do: str = ""
