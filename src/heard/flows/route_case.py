"""A new case finds its team, and begins on the workflow of its service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.flows.find_team import find_team
from heard.flows.follow_workflow import start_workflow

if TYPE_CHECKING:
    from heard.domain.cases.models import Case


def route_case(case: Case) -> Case:
    """From now on somebody has it, and it is known what comes next."""
    return start_workflow(find_team(case))
