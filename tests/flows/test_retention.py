"""What need not be kept any more goes at night, by rule; holds stop it; the report says how much it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.domain.cases.models import Case, Outcome, Status
from heard.domain.consent.models import ConsentEntry
from heard.domain.conversations.models import Attachment, Conversation, Envelope, EnvelopeState, Message
from heard.domain.conversations.operations.messages import add_message
from heard.domain.conversations.queries.retention import conversations_with_words, people_over
from heard.domain.journal.models import Entry
from heard.domain.people.models import Person, PersonNote
from heard.domain.privacy.models import Erasure, Kept, LegalHold, RetentionRule, RetentionRun, RightsRequest
from heard.domain.privacy.operations.holds import end_hold, place_hold
from heard.domain.privacy.operations.retention import add_rule, change_rule, switch_rule
from heard.domain.privacy.queries.holds import held
from heard.domain.privacy.rules.retention import Held, Scope
from heard.domain.vault.locks import unlock
from heard.flows import apply_retention as module
from heard.flows.apply_retention import apply_retention
from heard.flows.preview_retention import count_over, preview_retention
from heard.kernel import clock, files
from heard.kernel.actor import SYSTEM, staff
from heard.kernel.crypto.tree import Forgotten
from heard.kernel.errors import InvalidInput, Refused
from tests.town.cases import CaseFactory
from tests.town.conversations import ConversationFactory, EnvelopeFactory, MessageFactory
from tests.town.people import PersonFactory

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import DjangoCaptureOnCommitCallbacks
    from pytest_django.fixtures import SettingsWrapper

    from tests.town.council import Council

LONG_AGO, LATELY = timedelta(days=800), timedelta(days=20)
A_YEAR = 365


def ago(age: timedelta) -> Any:
    return clock.now() - age


def closed_case(age: timedelta = LONG_AGO, **columns: Any) -> Case:
    return CaseFactory(status=Status.CLOSED, outcome=Outcome.FIXED, closed_at=ago(age), reported_at=ago(age), **columns)


def said_in(case: Case | None, age: timedelta = LONG_AGO, text: str = "Hello", **columns: Any) -> Message:
    person = case.person if case else PersonFactory()
    conversation = ConversationFactory(case=case, person=person, to_sort=False, created_at=ago(age), **columns)
    return MessageFactory(conversation=conversation, text=text, sent_at=ago(age))


def rule(kind: Kept, *, days: int = A_YEAR, active: bool = True, **columns: Any) -> RetentionRule:
    RetentionRule.objects.filter(kind=kind, service=columns.get("service")).delete()
    return RetentionRule.objects.create(kind=kind, keep_days=days, active=active, **columns)


def night(commit: DjangoCaptureOnCommitCallbacks) -> RetentionRun:
    with commit(execute=True):
        return apply_retention()


def has_words(message: Message) -> bool:
    return not Message.objects.get(pk=message.pk).is_erased


def test_words_go_so_long_after_the_case_was_closed(council: Council, django_capture_on_commit_callbacks) -> None:
    old, recent, still_open = said_in(closed_case()), said_in(closed_case(LATELY), LATELY), said_in(CaseFactory())
    words = rule(Kept.MESSAGES)
    run = night(django_capture_on_commit_callbacks)
    assert [has_words(message) for message in (old, recent, still_open)] == [False, True, True]
    assert run.counts == {str(words.id): 1}
    assert Conversation.objects.get(pk=old.conversation_id).subject == ""
    assert Person.objects.get(pk=old.conversation.person_id).name  # the person stays
    assert Case.objects.get(pk=old.conversation.case_id).description


def test_a_rule_that_is_switched_off_removes_nothing(council: Council, django_capture_on_commit_callbacks) -> None:
    old = said_in(closed_case())
    rule(Kept.MESSAGES, active=False)
    night(django_capture_on_commit_callbacks)
    assert has_words(old)


def test_a_service_s_own_rule_goes_before_the_rule_for_all(
    council: Council, django_capture_on_commit_callbacks
) -> None:
    potholes, others = closed_case(service=council.pothole), closed_case()
    kept, gone = said_in(potholes), said_in(others)
    rule(Kept.MESSAGES)
    rule(Kept.MESSAGES, days=3650, service=council.pothole)
    night(django_capture_on_commit_callbacks)
    assert (has_words(kept), has_words(gone)) == (True, False)


def test_what_was_said_lately_keeps_the_conversation(council: Council, django_capture_on_commit_callbacks) -> None:
    old = said_in(closed_case())
    MessageFactory(conversation=old.conversation, sent_at=ago(LATELY))
    rule(Kept.MESSAGES)
    night(django_capture_on_commit_callbacks)
    assert has_words(old)


def test_what_was_said_after_a_removing_goes_in_its_turn(council: Council, django_capture_on_commit_callbacks) -> None:
    old = said_in(closed_case())
    rule(Kept.MESSAGES)
    night(django_capture_on_commit_callbacks)
    conversation = Conversation.objects.get(pk=old.conversation_id)
    again = Message(conversation=conversation, direction="in", channel="web", text="Thank you")
    add_message(again, actor=SYSTEM)
    night(django_capture_on_commit_callbacks)
    assert has_words(again)
    with time_machine.travel(clock.now() + timedelta(days=400)):
        night(django_capture_on_commit_callbacks)
    assert not has_words(again)


def test_a_duplicate_waits_for_the_case_it_was_merged_into(
    council: Council, django_capture_on_commit_callbacks
) -> None:
    main = CaseFactory()
    duplicate = said_in(closed_case(merged_into=main))
    rule(Kept.MESSAGES)
    night(django_capture_on_commit_callbacks)
    assert has_words(duplicate)
    Case.objects.filter(pk=main.pk).update(status=Status.CLOSED, outcome=Outcome.FIXED, closed_at=ago(LONG_AGO))
    night(django_capture_on_commit_callbacks)
    assert not has_words(duplicate)


def test_what_belongs_to_no_case_goes_by_its_own_age(council: Council, django_capture_on_commit_callbacks) -> None:
    set_aside, waits = said_in(None), said_in(None)
    Conversation.objects.filter(pk=waits.conversation_id).update(to_sort=True)
    rule(Kept.MESSAGES)
    night(django_capture_on_commit_callbacks)
    assert (has_words(set_aside), has_words(waits)) == (False, True)


def test_files_go_by_a_rule_of_their_own(
    council: Council, settings: SettingsWrapper, tmp_path: Path, django_capture_on_commit_callbacks
) -> None:
    settings.HEARD_DATA = tmp_path
    old, recent = said_in(closed_case()), said_in(closed_case(LATELY), LATELY)
    for number, (message, public) in enumerate([(old, False), (old, True), (recent, False)]):
        key = files.put(str(number).encode())
        Attachment.objects.create(message=message, name=str(number), size=1, key=key, public=public)
    rule(Kept.ATTACHMENTS)
    keys = {one.name: one.key for one in Attachment.objects.all()}
    night(django_capture_on_commit_callbacks)
    assert sorted(one.name for one in Attachment.objects.all()) == ["1", "2"]
    assert [files.exists(keys[name]) for name in "012"] == [False, True, True]
    assert has_words(old)


def test_sources_of_mail_go_with_their_keys(council: Council, django_capture_on_commit_callbacks) -> None:
    old = EnvelopeFactory(created_at=ago(timedelta(days=100)))
    waits = EnvelopeFactory(created_at=ago(timedelta(days=100)), state=EnvelopeState.RECEIVED)
    recent = EnvelopeFactory(created_at=ago(LATELY))
    rule(Kept.ENVELOPES, days=90)
    night(django_capture_on_commit_callbacks)
    gone = Envelope.objects.get(pk=old.pk)
    assert (gone.state, gone.raw, gone.sender) == (EnvelopeState.REMOVED, b"", "")
    with pytest.raises(Forgotten):
        unlock(old.lock())
    assert all(Envelope.objects.get(pk=one.pk).raw for one in (waits, recent))


def test_a_new_council_keeps_sources_of_mail_for_90_days(db: None) -> None:
    assert RetentionRule.objects.filter(kind=Kept.ENVELOPES, keep_days=90, active=True).exists()


def test_words_that_go_take_the_mail_they_were_read_from(council: Council, django_capture_on_commit_callbacks) -> None:
    message = said_in(closed_case())
    envelope = EnvelopeFactory(message=message, state=EnvelopeState.DONE)
    rule(Kept.MESSAGES)
    night(django_capture_on_commit_callbacks)
    assert Envelope.objects.get(pk=envelope.pk).raw == b""


def quiet_person(**columns: Any) -> Person:
    """Nothing was heard of them for long."""
    person = PersonFactory(created_at=ago(LONG_AGO), **columns)
    said_in(closed_case(person=person))
    return person


def test_people_of_whom_nothing_was_heard_are_erased(council: Council, django_capture_on_commit_callbacks) -> None:
    quiet = quiet_person(name="Quiet", email="quiet@example.org")
    lock = quiet.lock()
    forgotten = rule(Kept.PEOPLE)
    run = night(django_capture_on_commit_callbacks)
    assert Person.objects.get(pk=quiet.pk).is_erased
    assert run.counts == {str(forgotten.id): 1}
    assert Erasure.objects.get(person=quiet).reason == "retention"
    with pytest.raises(Forgotten):
        unlock(lock)


@pytest.mark.parametrize("why", ["open case", "said", "consent", "request", "other record", "follows", "hold"])
def test_people_stay_while_there_is_a_reason(council: Council, why: str, django_capture_on_commit_callbacks) -> None:
    person = quiet_person(name="Quiet")
    other = PersonFactory(created_at=ago(LATELY if why == "other record" else LONG_AGO))
    Person.objects.filter(pk=other.pk).update(whole_id=person.pk)
    match why:
        case "open case":
            CaseFactory(person=other, reported_at=ago(LONG_AGO))
        case "said":
            said_in(closed_case(person=other), LATELY)
        case "consent":
            ConsentEntry.objects.create(person=other, purpose="information", given=True, how="page", at=ago(LATELY))
        case "request":
            RightsRequest.objects.create(person=other, kind="access", channel="phone", due_on=date(2027, 1, 1))
        case "follows":
            CaseFactory().followers.create(person=other)
        case "hold":
            LegalHold.objects.create(person=other, reason="A court", review_on=date(2027, 1, 1))
    rule(Kept.PEOPLE)
    night(django_capture_on_commit_callbacks)
    assert not Person.objects.get(pk=person.pk).is_erased


@pytest.mark.parametrize("kind", [Kept.MESSAGES, Kept.ATTACHMENTS, Kept.ENVELOPES, Kept.PEOPLE])
@pytest.mark.parametrize("on", ["case", "person"])
def test_a_hold_stops_every_rule(council: Council, kind: Kept, on: str, django_capture_on_commit_callbacks) -> None:
    message = said_in(closed_case(person=PersonFactory(created_at=ago(LONG_AGO))))
    case = message.conversation.case
    Attachment.objects.create(message=message, name="a", size=1, key="0" * 64)
    EnvelopeFactory(message=message, created_at=ago(LONG_AGO), state=EnvelopeState.DONE)
    by = staff(council.agent.id)
    target = {"case": case.id} if on == "case" else {"person": case.person}
    hold = place_hold(reason="A court", review_on=date(2027, 1, 1), actor=by, **target)
    RetentionRule.objects.all().delete()
    removing = rule(kind)
    assert night(django_capture_on_commit_callbacks).counts == {}
    assert count_over(removing) == 0
    end_hold(hold, actor=by)
    assert night(django_capture_on_commit_callbacks).counts == {str(removing.id): 1}


def test_batches_stand_for_themselves_and_a_broken_night_goes_on(
    council: Council, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    for _ in range(5):
        said_in(closed_case())
    words = rule(Kept.MESSAGES)
    monkeypatch.setattr(module, "BATCH", 2)
    monkeypatch.setattr(module, "CHUNK", 4)
    removed = module._REMOVED[Kept.MESSAGES]
    calls = []

    def dies_at_the_second(chosen: list[Any]) -> Any:
        calls.append(chosen)
        if len(calls) == 2:
            raise OSError("no such device")
        return removed(chosen)

    with monkeypatch.context() as broken:
        broken.setitem(module._REMOVED, Kept.MESSAGES, dies_at_the_second)
        with pytest.raises(OSError, match="no such device"):
            night(django_capture_on_commit_callbacks)
    run = RetentionRun.objects.get()
    assert (run.counts, run.ended_at) == ({str(words.id): 2}, None)
    assert night(django_capture_on_commit_callbacks).id == run.id
    run.refresh_from_db()
    assert run.counts == {str(words.id): 5}
    assert run.ended_at


def test_the_preview_counts_and_removes_nothing(council: Council, django_capture_on_commit_callbacks) -> None:
    old = said_in(closed_case())
    off = rule(Kept.MESSAGES, active=False)
    assert count_over(off) == 1
    switch_rule(off, on=True, actor=staff(council.agent.id))
    preview = preview_retention(actor=staff(council.agent.id))
    assert preview.preview
    assert preview.counts[str(off.id)] == 1
    assert has_words(old)
    # A preview is no night that was broken off.
    assert night(django_capture_on_commit_callbacks).id != preview.id


def test_a_rule_begins_switched_off_and_is_again_after_a_change(council: Council) -> None:
    by = staff(council.agent.id)
    fresh = add_rule(kind=Kept.MESSAGES, keep_days=400, actor=by)
    assert not fresh.active
    switch_rule(fresh, on=True, actor=by)
    change_rule(fresh, kind=Kept.MESSAGES, keep_days=40, actor=by)
    fresh.refresh_from_db()
    assert (fresh.keep_days, fresh.active) == (40, False)
    kinds = Entry.objects.filter(subject_id=fresh.id).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["retention.rule_added", "retention.rule_switched_on", "retention.rule_changed"]


@pytest.mark.parametrize(
    "given, field",
    [
        ({"kind": Kept.PEOPLE, "keep_days": 400, "service": True}, "service"),
        ({"kind": Kept.MESSAGES, "keep_days": 3}, "keep_days"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(council: Council, given: dict[str, Any], field: str) -> None:
    given = given | ({"service": council.pothole} if "service" in given else {})
    with pytest.raises(InvalidInput) as refused:
        add_rule(**given, actor=SYSTEM)
    assert field in refused.value.fields


def test_a_hold_needs_a_reason_and_a_day_to_come_and_is_placed_once(council: Council) -> None:
    person, by = PersonFactory(), staff(council.agent.id)
    with pytest.raises(InvalidInput) as refused:
        place_hold(person=person, reason=" ", review_on=clock.now().date(), actor=by)
    assert set(refused.value.fields) == {"reason", "review_on"}
    place_hold(person=person, reason="A court", review_on=date(2027, 1, 1), actor=by)
    assert held(person=person)
    with pytest.raises(Refused):
        place_hold(person=person, reason="Another", review_on=date(2027, 1, 1), actor=by)


def test_notes_whose_day_has_passed_are_removed(council: Council, django_capture_on_commit_callbacks) -> None:
    person = PersonFactory()
    for day in (date(2026, 11, 23), date(2026, 11, 24)):
        PersonNote.objects.create(person=person, text=str(day), expires_on=day)
    night(django_capture_on_commit_callbacks)
    assert [note.text for note in PersonNote.objects.all()] == ["2026-11-24"]


@pytest.mark.parametrize("what", [conversations_with_words, people_over])
def test_a_rule_asks_once_however_much_there_is(council: Council, what: Any) -> None:
    for _ in range(3):
        said_in(closed_case(person=PersonFactory(created_at=ago(LONG_AGO))))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(list(what(Scope(Kept.PEOPLE, ago(timedelta(days=A_YEAR))), Held()).values_list("pk"))) == 3
    assert len(asked) == 1
