"""The sample council holds what it promises: it is whole, consistent, alive today, and the same from the same seed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from click.testing import CliRunner
from django.db.models import Q

from heard.cli import sample_council
from heard.cli.sample.council import DEMO_PASSWORD
from heard.cli.sample.setting_up import demo_sign_ins, set_up_council
from heard.cli.sample.two_years import tell_two_years
from heard.domain.cases.models import OPEN, Case, CaseClock, ClockKind, Status, Verdict
from heard.domain.cases.queries.access import case_for
from heard.domain.catalogue.models import Service
from heard.domain.conversations.models import Conversation, Delivery, Envelope, Mention, Message
from heard.domain.conversations.queries.timeline import timeline_of
from heard.domain.journal.models import Entry
from heard.domain.people.models import Mandate, MandateKind, Person, PersonKind
from heard.domain.teams.models import Department, Staff
from heard.domain.teams.queries import standing_of

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

SATURDAY_NIGHT = datetime(2026, 11, 22, 3, 20, tzinfo=UTC)
CASES, SEED = 60, 7


@pytest.fixture
def fairmere(db: None) -> datetime:
    """The sample council on a Saturday night, when the offices are closed."""
    with time_machine.travel(SATURDAY_NIGHT, tick=False):
        set_up_council(seed=SEED, password=DEMO_PASSWORD)
        tell_two_years(seed=SEED, cases=CASES, photos={})
    return SATURDAY_NIGHT


def test_everything_is_there_and_hangs_together(fairmere: datetime) -> None:
    assert Department.objects.count() == 8
    assert Service.objects.count() >= 28
    assert Case.objects.count() > CASES
    _state_and_clocks_agree(fairmere)
    _the_journal_tells_the_same()
    _nobody_speaks_out_of_turn(fairmere)
    _today_is_alive(fairmere)
    _the_demo_agent_finds_work()
    _organisations_have_contacts()


def _state_and_clocks_agree(now: datetime) -> None:
    for case in Case.objects.all():
        running = {clock.kind: clock for clock in case.clocks.filter(stopped_at=None)}
        assert bool(running) == case.is_open
        if ClockKind.RESOLUTION in running:
            assert case.resolve_by == running[ClockKind.RESOLUTION].due_at
        assert case.is_open == (case.closed_at is None) == (not case.outcome)
        assert case.reported_at <= case.updated_at <= now
        assert case.warn_at is None or (case.is_open and case.warn_at > now)
        assert all(bool(clock.paused_since) == (case.status == Status.WAITING) for clock in running.values())
    for clock in CaseClock.objects.filter(verdict=Verdict.MET):
        assert clock.stopped_at <= clock.due_at
    for clock in CaseClock.objects.filter(verdict=Verdict.MISSED):
        assert clock.stopped_at > clock.due_at


def _the_journal_tells_the_same() -> None:
    kinds_of = dict[object, list[str]]()
    for kind, case_id in Entry.objects.order_by("at", "id").values_list("kind", "case_id"):
        kinds_of.setdefault(case_id, []).append(kind)
    for case in Case.objects.all():
        kinds = kinds_of[case.id]
        assert kinds[0] == "case.opened"
        assert kinds.count("case.reopened") == case.reopened
        ends = kinds.count("case.closed") + kinds.count("case.merged")
        assert ends - case.reopened == (0 if case.is_open else 1)
    about = set(Entry.objects.filter(kind__startswith="message.").values_list("subject_id", flat=True))
    assert about == set(Message.objects.values_list("id", flat=True))
    assert set(Entry.objects.filter(kind="person.added").values_list("person_id", flat=True)) == set(
        Person.objects.values_list("id", flat=True)
    )


def _nobody_speaks_out_of_turn(now: datetime) -> None:
    assert not Message.objects.filter(Q(sent_at__gt=now) | Q(text="", full_text="", direction="in")).exists()
    for text in Message.objects.values_list("text", flat=True):
        assert "{" not in text
        assert not text.startswith("[")


def _today_is_alive(now: datetime) -> None:
    soon = Case.objects.filter(OPEN, due_at__gt=now, due_at__lt=now + timedelta(hours=1))
    assert soon.count() >= 4
    assert Case.objects.filter(OPEN, owner=None).exists()
    assert Conversation.objects.filter(to_sort=True).count() == 7
    assert Message.objects.filter(held=True).count() == 1
    assert {"sent", "failed", "bounced"} == set(Delivery.objects.values_list("state", flat=True))
    assert Envelope.objects.get().reason
    assert Mention.objects.filter(staff__email=demo_sign_ins()["agent"], seen_at=None).exists()


def _the_demo_agent_finds_work() -> None:
    agent = Staff.objects.get(email=demo_sign_ins()["agent"])
    assert agent.check_password(DEMO_PASSWORD)
    case = Case.objects.filter(OPEN, confidential=False).order_by("-reported_at")[0]
    assert timeline_of(case_for(standing_of(agent), case.reference))


def _organisations_have_contacts() -> None:
    organisations = set(Person.objects.filter(kind=PersonKind.ORGANISATION))
    assert len(organisations) == 2
    mandates = Mandate.objects.filter(kind=MandateKind.CONTACT).select_related("person", "speaker")
    assert {mandate.person for mandate in mandates} == organisations
    assert all(mandate.speaker.details["role"] for mandate in mandates)


def test_the_same_seed_tells_the_same_stories(fairmere: datetime) -> None:
    told = sorted(Case.objects.values_list("description", "address", "status", "owner__email"), key=str)
    ids = set(Case.objects.values_list("id", flat=True))
    with time_machine.travel(fairmere, tick=False):
        tell_two_years(seed=SEED, cases=CASES, photos={})
    again = Case.objects.exclude(id__in=ids).values_list("description", "address", "status", "owner__email")
    assert sorted(again, key=str) == told


def test_where_there_is_a_council_nothing_is_made(db: None, settings: SettingsWrapper) -> None:
    settings.HEARD_DEMO = True
    Department.objects.create(name="Ours", code="ours")
    done = CliRunner().invoke(sample_council.command, ["--cases", "60"])
    assert done.exit_code == 0, done.output
    assert not Case.objects.exists()
    assert DEMO_PASSWORD in done.output


def test_its_known_password_is_for_demos_alone(db: None, settings: SettingsWrapper) -> None:
    settings.HEARD_DEMO = False
    done = CliRunner().invoke(sample_council.command, [])
    assert done.exit_code == 1
    assert not Staff.objects.exists()
