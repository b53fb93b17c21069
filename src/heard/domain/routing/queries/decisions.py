"""The routing rules, and what they decide for a case."""

from __future__ import annotations

import logging
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.cases.queries.vocabulary import case_facts, case_vocabulary
from heard.domain.catalogue.models import Service
from heard.domain.criteria.rules import Condition, InvalidCondition, load
from heard.domain.routing.models import Rule
from heard.domain.routing.rules import Decision, choose, taken_by
from heard.domain.teams.queries import active_teams
from heard.kernel import clock
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from heard.domain.cases.models import Case

log = logging.getLogger(__name__)


def decision_for(case: Case) -> Decision:
    """Who gets this case. Where no rule fits it goes to the first contact-centre team, and the reason says so."""
    return choose(rules_in_use(), case_facts(case), now=clock.now()) or _fallback()


def rules_in_order() -> list[Rule]:
    """All rules with their teams, in the order they are tried."""
    return list(Rule.objects.select_related("team__department"))


def rules_in_use() -> Iterator[tuple[Rule, Condition]]:
    """The rules that decide, in the order they are tried."""
    vocabulary = case_vocabulary().read_once()
    for rule in Rule.objects.filter(active=True, team__active=True).select_related("team__calendar"):
        try:
            yield rule, load(rule.condition, vocabulary)
        except InvalidCondition as error:  # a rule about a service or question that is gone: the others still count
            log.warning("routing rule %s cannot be read at %s", rule.id, error.path)


def rule_that_takes_all(condition: Any, *, rule: Rule | None) -> Rule | None:
    """Which rule above takes whatever this condition is about: in place of `rule`, or as a new one behind all others.

    Judged by service and group alone; None where something may come through.
    """
    services = [
        {"service": code, "group": group}
        for code, group in Service.objects.filter(active=True).values_list("code", "group__code")
    ]
    wanted = load(condition, case_vocabulary().read_once())
    return taken_by(wanted, list(takewhile(lambda pair: is_above(pair[0], rule), rules_in_use())), services)


def is_above(one: Rule, rule: Rule | None) -> bool:
    """Whether it is tried before this rule; a new one comes behind all others."""
    return rule is None or (one.position, one.id) < (rule.position, rule.id)


def _fallback() -> Decision:
    teams = active_teams().select_related("calendar")
    team = teams.filter(department__serves_everyone=True).first() or teams.first()
    if team is None:
        raise Refused(_("There is no team to take this yet. Add one in the settings."))
    return Decision(team, "", {"rule": None, "name": _("No rule fits"), "because": []})
