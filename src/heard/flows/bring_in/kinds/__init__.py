"""What can be brought in, one file a kind."""

from heard.flows.bring_in.kinds.articles import Articles
from heard.flows.bring_in.kinds.kind import Column, Kind
from heard.flows.bring_in.kinds.people import People
from heard.flows.bring_in.kinds.staff import StaffMembers

KINDS: dict[str, type[Kind]] = {kind.code: kind for kind in (People, StaffMembers, Articles)}

__all__ = ["KINDS", "Column", "Kind"]
