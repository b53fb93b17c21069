"""Taking a copy for training: the set-up, how many people each team has, and cases nobody recognises."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from heard.domain.cases.models import Case
from heard.domain.conversations.models import Message
from heard.domain.questions.queries import current_versions, definition_of
from heard.domain.questions.rules.definition import Definition
from heard.domain.teams.models import Membership
from heard.flows.configuration import exported
from heard.flows.training.unrecognisable import unrecognisable

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from heard.domain.configuration.rules.folder import Files

SETUP, STAFF, CASES = "setup/", "staff.json", "cases.jsonl"
MOST_OF_A_ROLE = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """The files of a copy, and how many cases are in it."""

    files: Files
    cases: int


def take(*, most: int) -> Taken:
    """The newest cases, `most` of them. Confidential ones and those merged into others stay behind."""
    lines = _lines(most)
    files = {SETUP + name: content for name, content in exported().items()}
    files[STAFF] = json.dumps(_staff(), indent=1).encode()
    files[CASES] = "".join(json.dumps(line) + "\n" for line in lines).encode()
    return Taken(files, len(lines))


def _lines(most: int) -> list[dict[str, Any]]:
    open_to_all = Case.objects.filter(confidential=False, service__confidential=False, merged_into=None)
    cases = list(open_to_all.select_related("service").order_by("-reported_at", "-id")[:most])
    asked = {one.questionnaire_id: definition_of(one) for one in current_versions()}
    said = _said(cases)
    lines = [unrecognisable(case, asked=_asked(case, asked), said=said[case.id]) for case in cases]
    return sorted(lines, key=lambda line: str(line["reported_at"]))  # not in the order they really came in


def _asked(case: Case, asked: dict[UUID, Definition]) -> Definition:
    questionnaire_id = case.service.questionnaire_id
    return asked.get(questionnaire_id, Definition()) if questionnaire_id else Definition()


def _said(cases: list[Case]) -> dict[UUID, list[tuple[datetime, str]]]:
    """When who spoke, case by case; none of the words is read."""
    found: dict[UUID, list[tuple[datetime, str]]] = defaultdict(list)
    spoken = Message.objects.filter(conversation__case__in=[case.id for case in cases], acknowledgement=False)
    for case_id, at, direction in spoken.order_by("sent_at").values_list(
        "conversation__case_id", "sent_at", "direction"
    ):
        found[case_id].append((at, direction))
    return found


def _staff() -> dict[str, dict[str, int]]:
    """How many people of each role a team has; not who they are."""
    count = Counter(Membership.objects.filter(staff__is_active=True).values_list("team__code", "role"))
    teams: dict[str, dict[str, int]] = defaultdict(dict)
    for (team, role), number in sorted(count.items()):
        teams[team][role] = min(number, MOST_OF_A_ROLE)
    return teams
