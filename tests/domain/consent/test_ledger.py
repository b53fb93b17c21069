"""The ledger itself: append-only, in words, pseudonymous after an erasure."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from heard.domain.consent.models import ConsentEntry, How, Purpose, Wording
from heard.domain.consent.operations.ledger import give, withdraw_once
from heard.domain.consent.queries.ledger import ledger_of, wordings_in_use
from heard.domain.consent.rules.scopes import Scope
from heard.domain.journal.models import Entry
from heard.domain.people.models import Person
from heard.flows.erase_person import erase_person
from heard.kernel.actor import SYSTEM, resident
from tests.town.consent import WordingFactory, agrees, proved_person, refuses

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [ConsentEntry.objects, Wording.objects], ids=["entries", "wordings"])
@pytest.mark.parametrize("change", [lambda all_: all_.update(purpose="research"), lambda all_: all_.delete()])
def test_the_ledger_and_its_wordings_are_append_only(rows, change) -> None:
    """identity.md: consent is a ledger."""
    give(proved_person(), Scope(purpose="information"), how=How.PAGE, actor=SYSTEM)
    WordingFactory()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(rows.filter(purpose="information"))


def test_an_entry_says_who_what_when_how_and_in_which_words() -> None:
    """identity.md: given or withdrawn, when, where, by whom, which wording."""
    wording = WordingFactory()
    ana = proved_person()
    entry = agrees(ana, topic="libraries", channel="email", how=How.FORM)
    assert (entry.person, entry.given, entry.how, entry.wording) == (ana, True, "form", wording)
    assert (entry.actor_kind, entry.actor_id) == ("resident", ana.id)
    assert ledger_of(ana.id)[0].words.endswith("on a form.")


def test_nobody_agrees_to_messages_about_their_own_case() -> None:
    with pytest.raises(ValueError, match="no consent"):
        agrees(proved_person(), Purpose.SERVICE)


def test_a_no_that_counts_already_is_not_written_again() -> None:
    ana = proved_person()
    scope = Scope(purpose="information", topic="libraries", channel="email")
    refuses(ana)
    withdraw_once(ana, scope, how=How.ONE_CLICK, actor=resident(ana.id))
    assert ConsentEntry.objects.count() == 1
    agrees(ana)
    withdraw_once(ana, scope, how=How.ONE_CLICK, actor=resident(ana.id))
    assert ConsentEntry.objects.count() == 3


def test_the_newest_wording_of_their_language_is_used_otherwise_the_councils() -> None:
    WordingFactory()
    newest = WordingFactory(version=2, text="Newer words.")
    spanish = WordingFactory(language="es", text="Noticias.")
    assert wordings_in_use("en")["information"] == newest
    assert wordings_in_use("es")["information"] == spanish
    assert wordings_in_use("pl")["information"] == newest


def test_an_erased_persons_entries_stay_and_name_nobody() -> None:
    ana = proved_person(name="Ana Costa")
    agrees(ana)
    erase_person(Person.objects.get(pk=ana.pk), actor=SYSTEM, reason="request")
    entry = ConsentEntry.objects.get()
    assert entry.person_id == ana.id
    assert not any(name in str(entry.__dict__) for name in ("Ana", "Costa", "example.org"))


def test_the_journal_keeps_codes_alone() -> None:
    agrees(proved_person(), topic="libraries")
    assert Entry.objects.get(kind="consent.given").data == {"purpose": "information"}
