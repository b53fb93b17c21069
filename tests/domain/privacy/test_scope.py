"""How far a rule of retention reaches. No database."""

from __future__ import annotations

from datetime import UTC, datetime

from heard.domain.privacy.models import Kept, RetentionRule
from heard.domain.privacy.rules.retention import may_name_service, scope_of
from heard.kernel.ids import new_id

NOW = datetime(2026, 11, 24, tzinfo=UTC)
POTHOLES, BINS = new_id(), new_id()


def rule(kind: Kept = Kept.MESSAGES, *, days: int = 365, service: object = None) -> RetentionRule:
    return RetentionRule(kind=kind, keep_days=days, service_id=service)


def test_days_are_counted_back_from_now() -> None:
    assert scope_of(rule(days=31), [], now=NOW).before == datetime(2026, 10, 24, tzinfo=UTC)


def test_a_service_with_a_rule_of_its_own_is_left_out_of_the_rule_for_all() -> None:
    every, potholes, files = rule(), rule(service=POTHOLES), rule(Kept.ATTACHMENTS, service=BINS)
    assert scope_of(every, [every, potholes, files], now=NOW).but == {POTHOLES}
    assert scope_of(every, [every, potholes, files], now=NOW).only is None


def test_a_service_s_own_rule_reaches_that_service_alone() -> None:
    every, potholes = rule(), rule(service=POTHOLES)
    scope = scope_of(potholes, [every, potholes], now=NOW)
    assert (scope.only, scope.but) == (POTHOLES, frozenset())


def test_mails_and_people_belong_to_no_service() -> None:
    assert {kind: may_name_service(kind) for kind in Kept} == {
        Kept.MESSAGES: True,
        Kept.ATTACHMENTS: True,
        Kept.ENVELOPES: False,
        Kept.PEOPLE: False,
    }
