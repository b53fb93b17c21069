"""What is promised for a case: the first target whose condition it fits, else its priority's, else any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.queries.vocabulary import case_facts, case_vocabulary
from heard.domain.catalogue.queries import targets_that_may_fit
from heard.domain.criteria.rules import InvalidCondition, load

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.catalogue.models import Target


def target_of(case: Case) -> Target | None:
    """One query, and those of the vocabulary only where there is a condition to judge."""
    possible = targets_that_may_fit(case.service_id, case.priority)
    if not possible or not possible[0].condition:
        return next(iter(possible), None)
    vocabulary, facts = case_vocabulary().read_once(), case_facts(case)
    for target in possible:
        try:
            if not target.condition or load(target.condition, vocabulary).matches(facts):
                return target
        except InvalidCondition:  # it names something that is gone; the settings say so
            continue
    return None
