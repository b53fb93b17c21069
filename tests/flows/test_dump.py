"""A dump of the database without the key shows no identity: people do everything they can do, and are looked for."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from email.message import EmailMessage
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from heard.domain.conversations.models import Delivery, DeliveryState, Envelope, EnvelopeState
from heard.domain.people.models import CautionKind, Household, Person
from heard.domain.people.operations.households import start_household
from heard.domain.people.operations.identities import add_identity
from heard.domain.people.operations.notes import add_caution, add_note
from heard.domain.people.operations.people import add_person
from heard.domain.people.operations.profile import update_profile
from heard.flows.deliver_message import deliver_message
from heard.flows.keep_envelope import keep_envelope
from heard.flows.receive_message import receive_message
from heard.flows.report_issue import report_issue
from heard.kernel import clock
from heard.kernel.actor import resident, staff
from heard.ports.channel import EnvelopeFacts, StoredEnvelope
from tests.flows.test_receive_message import bounce_of
from tests.flows.test_report_issue import report
from tests.town.dumps import addresses_in, dump, hidden_in, named_in, numbers_in
from tests.town.places import WEST_SQUARE
from tests.web.portal.resident import Resident

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from heard.kernel.actor import Actor
    from tests.town.council import Council

KNOWN = 1000
WELL_KNOWN, BUSY = 100, 20  # of them have a whole profile, and do everything

# Common to all names, and to all addresses: what is looked for in hexadecimal and base64.
SOON = date(2027, 1, 1)
STEM, HOST = "quillby", "mail.fernhollow.example"
SYLLABLES = ["bra", "zun", "kë", "mø", "tal", "vri", "oş", "nue", "ghe", "dzi"]


class Known(NamedTuple):
    """Somebody whom the search must not find."""

    name: str
    email: str
    phone: str
    street: str

    @property
    def domain(self) -> str:
        """The family's own, which their mail program writes into each Message-ID."""
        return f"{self.name.split()[1]}.example".lower().encode("idna").decode()

    @property
    def signature(self) -> str:
        """As people end a letter."""
        number = f"({self.phone[2:5]}) {self.phone[5:8]}-{self.phone[8:]}"
        return f"Regards,\n{self.name}\n{self.street}\nTel. {number}, {self.email}"


def known_people() -> list[Known]:
    """A thousand people with names that mean nothing else."""
    people = []
    for number in range(KNOWN):
        first, second, third = (SYLLABLES[number // place % 10] for place in (100, 10, 1))
        family = f"{first}{second}{third}{STEM}".capitalize()
        given = f"{third}{first}xan{second}".capitalize()
        email = f"n{number}.{STEM}@{HOST}"
        people.append(Known(f"{given} {family}", email, f"+1203555{number:04}", f"{number} {family}wharf"))
    return people


@transaction.atomic
def write_down(known: Known, actor: Actor) -> Person:
    """Who they are and where."""
    person = add_person(name=known.name, email=known.email, phone=known.phone, actor=actor)
    add_identity(person, kind="address", value=known.street, actor=actor)
    return person


@transaction.atomic
def write_more(known: Known, person: Person, actor: Actor) -> None:
    """Everything else that a profile holds."""
    add_identity(person, kind="handle", value=f"@{known.name.replace(' ', '')}", actor=actor)
    update_profile(person, actor=actor, birth_date=date(1970, 1, 1), other_names=[known.name.upper()])
    add_note(person, text=f"{known.name} is on {known.phone}.", expires_on=SOON, actor=actor)
    add_caution(person, kind=CautionKind.DOG, reason=f"At {known.street}", review_on=SOON, actor=actor)
    start_household(person, address=known.street, actor=actor)


def mail_from(known: Known, subject: str, *, to: str = "council@heard.localhost") -> StoredEnvelope:
    """A mail as it comes, with everything that mails say of their sender."""
    message = EmailMessage()
    message["From"] = f"{known.name} <{known.email}>"
    message["To"], message["Cc"] = to, f"{known.name} at work <work.{known.email}>"
    message["Reply-To"] = known.email
    message["Subject"] = subject
    message["Message-ID"] = f"<{uuid4()}@{known.domain}>"
    message["Received"] = f"from [10.0.0.1] by mx.example.org for <{to}>"
    message.set_content(f"There is a hole in the road.\n\n{known.signature}")
    message.add_attachment(f"I am {known.name}".encode(), "text", "plain", filename=f"{known.name}.txt")
    facts = EnvelopeFacts(received_at=clock.now(), sender=known.email, recipients=(to,))
    return StoredEnvelope(channel="email", raw=message.as_bytes(), facts=facts)


def live(known: Known, council: Council, settings: SettingsWrapper) -> None:
    """Write, report, be refused, come back: by every way there is."""
    filed = report(
        council,
        name=known.name,
        email=known.email,
        phone=known.phone,
        description=f"A deep hole. Call me on {known.phone} or {known.email}.\n{known.signature}",
    )
    case = report_issue(filed, actor=resident(None))
    receive_message(keep_envelope(mail_from(known, f"Hole, says {known.name}")).id)
    receive_message(keep_envelope(mail_from(known, f"Re: {case.reference}")).id)
    for delivery in Delivery.objects.filter(state=DeliveryState.QUEUED):
        settings.HEARD_CHANNELS = REFUSING
        deliver_message(delivery.id)
    settings.HEARD_CHANNELS = EMAIL
    delivery = Delivery.objects.exclude(external_id="").latest("id")
    bounce = EnvelopeFacts(received_at=clock.now(), sender="", recipients=("council@heard.localhost",))
    raw = bounce_of(delivery.external_id, known.email)
    receive_message(keep_envelope(StoredEnvelope(channel="email", raw=raw, facts=bounce)).id)
    settings.HEARD_CHANNELS = REFUSING
    receive_message(keep_envelope(mail_from(known, "Unreadable")).id)
    settings.HEARD_CHANNELS = EMAIL
    keep_envelope(mail_from(known, "Still in the queue"))


def visit(known: Known, council: Council) -> None:
    """The pages: a draft that stays one, a sign-in with their address, and what staff look for."""
    draft_of = Resident(Client())
    draft = draft_of.begin(lon=WEST_SQUARE.lon, lat=WEST_SQUARE.lat)
    draft_of.answer(draft, "details", description=f"A deep hole. {known.signature}")
    draft_of.answer(draft, "photos")
    draft_of.answer(draft, "contact", name=known.name, email=known.email, phone=known.phone)
    Client().post("/desk/sign-in/", {"username": known.email, "password": known.name})
    desk = Client()
    desk.force_login(council.agent)
    for text in (known.name, known.email, known.phone, known.street):
        assert desk.get("/desk/search/", {"q": text}, follow=True).status_code == 200


EMAIL: dict[str, dict[str, str]] = {}
REFUSING = {"email": {"adapter": "tests.flows.refusing.RefusingChannel"}}


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(900)
def test_nobody_of_a_thousand_is_in_the_dump(council: Council, settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.HEARD_DATA = tmp_path
    EMAIL.update(settings.HEARD_CHANNELS)
    everybody, agent = known_people(), staff(council.agent.id)
    for number, known in enumerate(everybody):
        person = write_down(known, agent)
        if number < WELL_KNOWN:
            write_more(known, person, agent)
    for known in everybody[:BUSY]:
        live(known, council, settings)
        visit(known, council)
    assert Person.objects.count() >= KNOWN
    assert Household.objects.count() == WELL_KNOWN
    assert Envelope.objects.filter(state=EnvelopeState.QUARANTINED).count() == BUSY
    assert Delivery.objects.filter(state=DeliveryState.FAILED).exists()
    assert Delivery.objects.filter(state=DeliveryState.BOUNCED).exists()
    assert ProcrastinateJob.objects.filter(status="todo").exists()

    text = dump()

    assert STEM not in text.casefold()
    assert HOST not in text.casefold()
    assert [known.domain for known in everybody if known.domain in text.casefold()] == []
    assert named_in(text, [known.name for known in everybody]) == set()
    assert named_in(text, [known.street.split()[1] for known in everybody]) == set()
    assert addresses_in(text, [known.email for known in everybody]) == set()
    assert numbers_in(text, [known.phone for known in everybody]) == set()
    assert hidden_in(text, [STEM, STEM.upper(), STEM.capitalize(), "+1203555", HOST]) == set()


@pytest.mark.parametrize("hiding_place", ["{}", "a\t{}\tb", '{{"name": "{}"}}', "Dear {},"])
def test_the_search_would_find_them(hiding_place: str) -> None:
    """What is found nowhere must be findable somewhere."""
    known = known_people()[417]
    assert named_in(hiding_place.format(known.name.upper()), [known.name, "Xerxes"]) == {known.name}
    assert addresses_in(hiding_place.format(known.email.upper()), [known.email]) == {known.email}
    assert addresses_in(hiding_place.format(known.email.replace("@", "%40")), [known.email]) == {known.email}
    for written in (known.phone, known.phone[1:], known.phone[2:], "(203) 555-0417", "203 555 0417"):
        assert numbers_in(hiding_place.format(written), [known.phone, "+12035550418"]) == {known.phone}
    for before in ("", "a", "ab"):
        whole = f"{before}{known.email}".encode()
        assert hidden_in(hiding_place.format(whole.hex()), [STEM, "xerxes"]) == {STEM}
        assert hidden_in(hiding_place.format(b64encode(whole).decode()), [STEM, "xerxes"]) == {STEM}
