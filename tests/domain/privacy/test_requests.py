"""Requests about one's own data: taken once, proved, extended once, and ended with an answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from heard.domain.journal.models import Entry
from heard.domain.people.models import Person
from heard.domain.privacy.models import Copy, RightsRequest
from heard.domain.privacy.operations.copies import fetch_copy, keep_copy, order_copy, remove_old_copies
from heard.domain.privacy.operations.requests import ask, end, extend, note_proof, take
from heard.domain.privacy.operations.restricting import lift_restriction, restrict
from heard.domain.privacy.queries.requests import requests_to_answer, requests_to_warn_of
from heard.domain.privacy.rules.requests import may_end_with
from heard.kernel import clock, files
from heard.kernel.actor import resident, staff
from heard.kernel.errors import InvalidInput, Refused
from tests.town.people import PersonFactory
from tests.town.staff import StaffFactory

pytestmark = pytest.mark.django_db


def asked(kind: str = "access", person: Person | None = None, **more: Any) -> RightsRequest:
    person = person or PersonFactory()
    return ask(person, kind=kind, channel="portal", actor=resident(person.id), **more)


def fresh(request: RightsRequest) -> RightsRequest:
    return RightsRequest.objects.get(pk=request.pk)


@time_machine.travel("2026-11-24 10:00:00Z", tick=False)
def test_a_request_has_the_date_the_law_gives_it(settings) -> None:
    settings.HEARD_RIGHTS_DAYS = 45
    assert asked().due_on == date(2027, 1, 8)
    assert asked(asked_at=clock.now() - timedelta(days=10)).due_on == date(2026, 12, 29)  # a letter of ten days ago
    with pytest.raises(InvalidInput):
        asked(asked_at=clock.now() + timedelta(days=1))


def test_asked_again_it_is_the_same_request_with_what_they_add() -> None:
    person = PersonFactory()
    same = PersonFactory()
    Person.objects.filter(pk=same.pk).update(whole_id=person.whole_id)
    first = asked("rectify", person, details="My name is wrong")
    again = asked("rectify", Person.objects.get(pk=same.pk), details="And my street")
    assert again.pk == first.pk
    assert fresh(first).details == "My name is wrong\n\nAnd my street"
    assert asked("erase", person).pk != first.pk


def test_their_words_are_sealed_and_the_journal_has_none_of_them() -> None:
    request = asked(details="I live at 12 Elm Street")
    entry = Entry.objects.get(kind="request.asked")
    assert (entry.subject_id, entry.person_id) == (request.id, request.person_id)
    assert set(entry.data) == {"request", "channel", "due"}


@pytest.mark.parametrize(
    "kind, state", [("access", "proving"), ("erase", "proving"), ("rectify", "open"), ("restrict", "open")]
)
def test_only_what_gives_away_or_destroys_waits_for_proof(kind, state) -> None:
    request = asked(kind)
    assert request.state == state
    note_proof(request, how="code", actor=resident(request.person_id))
    assert fresh(request).state == "open"
    assert fresh(request).proved_by == "code"


def test_nothing_is_released_to_somebody_who_has_not_shown_who_they_are() -> None:
    request, ana = asked(), StaffFactory()
    with pytest.raises(Refused, match="show who they are"):
        end(request, outcome="given", answer="", actor=staff(ana.id))
    note_proof(request, how="document", actor=staff(ana.id))
    take(request, staff_id=ana.id, actor=staff(ana.id))
    end(request, outcome="given", answer="", actor=staff(ana.id))
    assert (fresh(request).state, fresh(request).handled_by) == ("done", ana)
    with pytest.raises(Refused, match="answered already"):
        end(request, outcome="given", answer="", actor=staff(ana.id))


def test_a_refusal_says_why_and_needs_no_proof() -> None:
    request, ana = asked("erase"), StaffFactory()
    with pytest.raises(InvalidInput, match="Say why"):
        end(request, outcome="law", answer=" ", actor=staff(ana.id))
    end(request, outcome="law", answer="The tax law has us keep it for ten years.", actor=staff(ana.id))
    assert (fresh(request).state, fresh(request).outcome) == ("refused", "law")


def test_a_request_is_granted_as_its_kind_is() -> None:
    assert may_end_with("restrict", "restricted", proved=False)
    assert not may_end_with("restrict", "erased", proved=True)
    assert not may_end_with("access", "given", proved=False)


def test_more_time_is_taken_once_and_with_a_reason() -> None:
    request, ana = asked(), StaffFactory()
    with pytest.raises(InvalidInput):
        extend(request, reason="", actor=staff(ana.id))
    extended = extend(request, reason="There are boxes of paper", actor=staff(ana.id))
    assert extended.due_on == request.due_on + timedelta(days=60)
    with pytest.raises(Refused, match="once already"):
        extend(request, reason="Again", actor=staff(ana.id))


def test_the_queue_is_in_the_order_of_dates_and_warns_a_week_before() -> None:
    with time_machine.travel("2026-11-24 10:00:00Z", tick=False) as time:
        first = asked()
        time.shift(timedelta(days=5))
        second = asked()
        ended = asked()
        end(ended, outcome="unproved", answer="No code came", actor=staff(StaffFactory().id))
        assert [one.pk for one in requests_to_answer()] == [first.pk, second.pk]
        assert requests_to_warn_of() == []
        time.move_to("2026-12-18 10:00:00Z")
        assert [one.pk for one in requests_to_warn_of()] == [first.pk]


def test_restricting_reaches_every_record_of_the_whole_and_is_lifted() -> None:
    person, same, ana = PersonFactory(), PersonFactory(), StaffFactory()
    Person.objects.filter(pk=same.pk).update(whole_id=person.whole_id)
    assert restrict(person, actor=staff(ana.id))
    assert not restrict(person, actor=staff(ana.id))
    assert Person.objects.filter(restricted_at__isnull=False).count() == 2
    assert lift_restriction(person, actor=staff(ana.id))
    assert not Person.objects.filter(restricted_at__isnull=False).exists()
    assert set(Entry.objects.filter(person_id=person.id).values_list("kind", flat=True)) >= {
        "person.restricted",
        "person.unrestricted",
    }


def test_a_copy_is_sealed_fetched_with_a_line_in_the_journal_and_removed_after_its_days(
    settings, tmp_path, django_capture_on_commit_callbacks
) -> None:
    settings.HEARD_DATA = tmp_path
    ana = StaffFactory()
    with time_machine.travel("2026-11-24 10:00:00Z", tick=False) as time:
        copy = order_copy(PersonFactory(), request=None, actor=staff(ana.id))
        assert fetch_copy(copy, actor=staff(ana.id)) is None
        keep_copy(copy, b"Maria Gomez, 12 Elm Street", actor=staff(ana.id))
        assert b"Maria" not in files.get(copy.key)
        assert fetch_copy(copy, actor=resident(copy.person_id)) == b"Maria Gomez, 12 Elm Street"
        taken = Entry.objects.get(kind="copy.fetched")
        assert (taken.actor_kind, taken.person_id, taken.subject_id) == ("resident", copy.person_id, copy.id)
        assert remove_old_copies() == 0
        time.shift(timedelta(days=7, minutes=1))
        assert fetch_copy(copy, actor=staff(ana.id)) is None
        key = copy.key
        with django_capture_on_commit_callbacks(execute=True):
            assert remove_old_copies() == 1
    assert not files.exists(key)
    assert Copy.objects.get().removed_at
