"""Whom and what the benches ask for, drawn from the data at hand, the same at each run."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING

from heard.domain.cases.models import OPEN, Case
from heard.domain.teams.models import Staff
from heard.domain.teams.queries import standing_of

if TYPE_CHECKING:
    from heard.domain.teams.rules.permissions import Standing

SOME_STAFF = 25
SOME_CASES = 100
SEED = 311


@cache
def readers() -> list[Standing]:
    """Agents of every kind, those of a contact centre among them."""
    staff = Staff.objects.filter(is_active=True).order_by("email")
    everybody = [standing_of(person) for person in staff]
    chance = random.Random(SEED)
    serving = [standing for standing in everybody if standing.serves_everyone]
    others = [standing for standing in everybody if not standing.serves_everyone and standing.teams]
    return [*serving[:3], *chance.sample(others, min(SOME_STAFF, len(others)))]


@cache
def some_open_cases() -> list[Case]:
    """Open cases with a place, from all years, whole as the desk has them."""
    keys = list(Case.objects.filter(OPEN, location__isnull=False).order_by("id").values_list("id", flat=True))
    chosen = random.Random(SEED).sample(keys, min(SOME_CASES, len(keys)))
    return list(Case.objects.filter(id__in=chosen).select_related("service__group", "team").order_by("id"))
