"""Merge and take back: nothing moves, and any sequence undone in any order gives back what was."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from heard.domain.journal.models import Entry
from heard.domain.people.models import Merge, Person
from heard.domain.people.operations import merging
from heard.domain.people.operations.merging import forget_distinction, merge_people, tell_apart, undo_merge
from heard.domain.people.operations.people import add_person
from heard.kernel import clock
from heard.kernel.actor import SYSTEM, staff
from heard.kernel.errors import Refused
from tests.town.cases import CaseFactory
from tests.town.conversations import ConversationFactory, MessageFactory
from tests.town.people import PersonFactory
from tests.town.staff import StaffFactory

if TYPE_CHECKING:
    from uuid import UUID

MADE_BY_A_MERGE = {"people_merge", "people_distinction", "journal_entry"}


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of people, cases and conversations, byte for byte; only what merges are made of left out."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    for app in ("people", "cases", "conversations"):
        for model in apps.get_app_config(app).get_models():
            table = model._meta.db_table
            if table not in MADE_BY_A_MERGE:
                with connection.cursor() as cursor:
                    cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
                    rows[table] = cursor.fetchall()
    return rows


def town(people: int) -> list[Person]:
    """People with an address, a case and a conversation each."""
    found = [PersonFactory(email=f"one{n}@example.org", phone="+12035550142") for n in range(people)]
    for person in found:
        case = CaseFactory(person=person)
        MessageFactory(conversation=ConversationFactory(case=case, person=person))
    return found


def expected_wholes(people: list[Person], merges: list[Merge]) -> set[frozenset[UUID]]:
    """The components that standing merges make, by a way of its own: join the sets of each pair."""
    sets = {person.id: frozenset({person.id}) for person in people}
    for merge in merges:
        joined = sets[merge.kept_id] | sets[merge.other_id]
        sets |= dict.fromkeys(joined, joined)
    return set(sets.values())


def wholes_of(people: list[Person]) -> set[frozenset[UUID]]:
    """As the rows say."""
    rows = dict(Person.objects.filter(pk__in=[one.pk for one in people]).values_list("id", "whole_id"))
    return {frozenset(key for key, whole in rows.items() if whole == root) for root in rows.values()}


class MergesUndoneInAnyOrder(HypothesisTestCase):
    """Each example in a transaction of its own."""

    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def test_any_sequence_of_merges_undone_in_any_order_gives_back_what_was(self, data: st.DataObject) -> None:
        people = town(data.draw(st.integers(2, 6), label="people"))
        before = everything()
        standing: list[Merge] = []
        for _step in range(data.draw(st.integers(1, 12), label="steps")):
            if standing and data.draw(st.booleans(), label="undo"):
                undo_merge(standing.pop(data.draw(st.integers(0, len(standing) - 1), label="which")), actor=SYSTEM)
            else:
                pair = data.draw(st.permutations(people), label="pair")[:2]
                try:
                    standing.append(merge_people(*pair, reasons=["same_phone"], actor=SYSTEM))
                except Refused:
                    assert any({one.id for one in pair} <= whole for whole in expected_wholes(people, standing))
            assert wholes_of(people) == expected_wholes(people, standing)
        for merge in data.draw(st.permutations(standing), label="undone"):
            undo_merge(merge, actor=SYSTEM)
        assert everything() == before

    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def test_merges_alone_change_nothing_but_who_stands_for_whom(self, data: st.DataObject) -> None:
        people = town(3)
        before = everything()
        first, second, third = data.draw(st.permutations(people))
        merge_people(first, second, reasons=[], actor=SYSTEM)
        merge_people(second, third, reasons=[], actor=SYSTEM)
        after = everything()
        assert after.pop("people_person") != before.pop("people_person")
        assert after == before
        assert set(Person.objects.values_list("whole_id", flat=True)) == {first.id}


@pytest.mark.django_db
def test_undoing_a_middle_merge_leaves_what_was_merged_below_it() -> None:
    a, b, c = town(3)
    upper = merge_people(a, b, reasons=[], actor=SYSTEM)
    merge_people(b, c, reasons=[], actor=SYSTEM)
    undo_merge(upper, actor=SYSTEM)
    assert wholes_of([a, b, c]) == {frozenset({a.id}), frozenset({b.id, c.id})}


@pytest.mark.django_db
def test_a_merge_says_who_did_it_why_and_that_it_was_undone() -> None:
    agent = StaffFactory()
    a, b = town(2)
    merge = merge_people(a, b, reasons=["same_phone", "same_name"], actor=staff(agent.id))
    undone = undo_merge(merge, actor=staff(agent.id))
    assert (merge.by, undone.undone_by, merge.reasons) == (agent, agent, ["same_phone", "same_name"])
    assert Merge.objects.count() == 1
    kinds = list(Entry.objects.filter(subject_id=merge.id).order_by("id").values_list("kind", "person_id"))
    assert kinds == [("person.merged", a.id), ("person.unmerged", a.id)]
    with pytest.raises(Refused, match="taken back already"):
        undo_merge(merge, actor=SYSTEM)


@pytest.mark.django_db
def test_nobody_is_merged_with_themselves_or_twice() -> None:
    a, b = town(2)
    with pytest.raises(Refused):
        merge_people(a, a, reasons=[], actor=SYSTEM)
    merge_people(a, b, reasons=[], actor=SYSTEM)
    with pytest.raises(Refused):
        merge_people(b, a, reasons=[], actor=SYSTEM)


@pytest.mark.django_db
def test_an_erased_person_is_not_merged() -> None:
    a, b = town(2)
    Person.objects.filter(pk=b.pk).update(erased_at=clock.now())
    with pytest.raises(Refused, match="erased"):
        merge_people(a, b, reasons=[], actor=SYSTEM)


@pytest.mark.django_db
def test_two_told_apart_are_merged_only_by_somebody_who_says_so() -> None:
    a, b, c = town(3)
    merge_people(b, c, reasons=[], actor=SYSTEM)
    distinction = tell_apart(a, c, actor=SYSTEM)
    with pytest.raises(Refused, match="two people"):
        merge_people(a, b, reasons=[], actor=SYSTEM)
    merge_people(a, b, reasons=[], actor=SYSTEM, although_told_apart=True)
    assert len(wholes_of([a, b, c])) == 1
    forget_distinction(distinction, actor=SYSTEM)


@pytest.mark.django_db
def test_what_was_told_apart_twice_is_kept_once_and_a_merge_must_be_undone_first() -> None:
    a, b, c = town(3)
    assert tell_apart(a, b, actor=SYSTEM) == tell_apart(b, a, actor=SYSTEM)
    merge = merge_people(a, c, reasons=[], actor=SYSTEM)
    with pytest.raises(Refused, match="Take the merge back"):
        tell_apart(c, a, actor=SYSTEM)
    undo_merge(merge, actor=SYSTEM)
    tell_apart(c, a, actor=SYSTEM)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crosswise", [True, False])
def test_two_agents_who_merge_at_once_wait_for_each_other(*, crosswise: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A into B and B into A (the second is refused); A into B and B into C (both, and one whole)."""
    a, b, c = (add_person(name=name, actor=SYSTEM) for name in ("Ana", "Ben", "Cleo"))
    locked, go_on = threading.Event(), threading.Event()
    recompute = merging._recompute

    def slowly(records: object) -> None:
        recompute(records)  # type: ignore[arg-type]
        if threading.current_thread().name == "first":
            locked.set()
            go_on.wait(5)

    monkeypatch.setattr(merging, "_recompute", slowly)
    outcomes: list[str] = []

    def merge(kept: Person, other: Person) -> None:
        try:
            with transaction.atomic():
                merge_people(kept, other, reasons=[], actor=SYSTEM)
            outcomes.append("merged")
        except Refused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    first = threading.Thread(target=merge, args=(a, b), name="first")
    second = threading.Thread(target=merge, args=(b, a) if crosswise else (c, b), name="second")
    first.start()
    assert locked.wait(5)
    second.start()
    second.join(0.3)
    assert second.is_alive()
    go_on.set()
    first.join(5)
    second.join(5)
    assert outcomes == ["merged", "refused" if crosswise else "merged"]
    people = [a, b] if crosswise else [a, b, c]
    assert wholes_of(people) == {frozenset(one.id for one in people)}
