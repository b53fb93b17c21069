"""Before a date is missed, not after: the team is told while there is still time."""

from __future__ import annotations

from heard.domain.cases.operations.warning import warn
from heard.domain.cases.queries.warnings import cases_to_warn_of
from heard.kernel.actor import SYSTEM


def warn_of_deadlines() -> int:
    """Tell the team of each case whose date comes near; how many."""
    cases = cases_to_warn_of()
    for case in cases:
        warn(case, actor=SYSTEM)
    return len(cases)
