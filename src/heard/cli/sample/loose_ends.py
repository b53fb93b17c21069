"""What lies about on the desk today: mails to sort, a stranger's answer, mail that came back, calls from colleagues."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from heard.cli.sample.residents import residents
from heard.cli.sample.voices import fill, loose_ends
from heard.domain.cases.models import Origin
from heard.domain.conversations.models import DeliveryState, Direction
from heard.domain.conversations.operations.history import ConversationHistory, unreadable_envelope
from heard.domain.conversations.rules import letters
from heard.kernel.actor import SYSTEM, resident

if TYPE_CHECKING:
    from datetime import datetime

    from heard.cli.sample.life import Life
    from heard.cli.sample.residents import Resident
    from heard.cli.sample.world import World
    from heard.domain.conversations.models import Envelope


class LooseEnds:
    """Added to the lives when the timetable has come to today."""

    def __init__(self, world: World, lives: list[Life]) -> None:
        self._world, self._texts = world, loose_ends()
        self.talks: list[ConversationHistory] = []
        self._open = [life for life in reversed(lives) if life.is_open and not life.case.confidential]
        homes = [life.occasion.address for life in lives[-20:]]
        self.strangers = [one for one in residents(40, homes, world.random) if one.email][:10]
        self.envelopes = [self._quarantined()]
        for mail, stranger in zip(self._texts["to_sort"], self.strangers, strict=False):
            self._to_sort(mail, stranger)
        self._stranger_writes(self.strangers[-1])
        self._mail_comes_back()
        self._mail_fails()
        self._colleagues_call()

    def _ago(self, minutes: float) -> datetime:
        return self._world.now - timedelta(minutes=minutes)

    def _to_sort(self, mail: dict[str, str], sender: Resident) -> None:
        at = self._ago(float(mail["minutes"]))
        sender.language = mail.get("language", "en")
        person = sender.met(at, attested=True)
        talk = ConversationHistory(case=None, person=person, channel="email", at=at, subject=mail["subject"])
        talk.put_into_sorting(list(mail["suggested"]), at=at, actor=resident(person.id))
        talk.receive(mail["text"], at=at, actor=resident(person.id), subject=mail["subject"])
        with translation.override(sender.language):
            text = letters.received_for_sorting(council=settings.HEARD_COUNCIL["name"])
        talk.deliver(talk.acknowledge(text, at=at + timedelta(seconds=1)), address=sender.email)
        self.talks.append(talk)

    def _stranger_writes(self, stranger: Resident) -> None:
        life = next(life for life in self._open if life.resident.email and life.at < self._ago(60))
        at, words = self._ago(33), self._texts["held"]
        person = stranger.met(at)
        life.own_talk.receive(
            words["text"], at=at, actor=resident(person.id), channel="email", person=person, held=True,
            subject=words["subject"],
        )  # fmt: skip

    def _mail_comes_back(self) -> None:
        life = self._with_delivery(0)
        delivery, words = life.own_talk.deliveries[-1], self._texts["bounced"]
        delivery.state, delivery.error = DeliveryState.BOUNCED, words["diagnosis"]
        at = delivery.created_at + timedelta(minutes=1)
        life.own_talk.tell(
            "delivery.bounced", at, subject=delivery.message_id, delivery=str(delivery.id), status="5.1.1", hard=True
        )
        life.own_talk.receive(words["text"], at=at, actor=SYSTEM, channel="email", person=None, automatic="bounce")
        for identity in life.resident.identities:
            if identity.value == delivery.address:
                identity.unusable_since = at

    def _mail_fails(self) -> None:
        life = self._with_delivery(1)
        delivery, words = life.own_talk.deliveries[-1], self._texts["failed"]
        life.own_talk.entries = [
            entry for entry in life.own_talk.entries if entry.data.get("delivery") != str(delivery.id)
        ]
        delivery.state, delivery.error, delivery.sent_at = DeliveryState.FAILED, words["error"], None
        life.own_talk.tell(
            "delivery.failed", delivery.created_at + timedelta(seconds=3), subject=delivery.message_id,
            delivery=str(delivery.id), attempts=1, code="552",
        )  # fmt: skip

    def _with_delivery(self, number: int) -> Life:
        """Open cases whose last mail went out lately, the second time another one."""
        found = [
            life for life in self._open
            if life.own_talk.deliveries and life.own_talk.messages[-1].direction == Direction.OUT
            and life.case.origin == Origin.WEB
        ]  # fmt: skip
        return found[number]

    def _quarantined(self) -> Envelope:
        words = self._texts["quarantined"]
        return unreadable_envelope(
            raw=words["raw"].encode(), sender="scanner@office.example", recipient=settings.HEARD_MAIL_FROM,
            reason=words["reason"], at=self._ago(140),
        )  # fmt: skip

    def _colleagues_call(self) -> None:
        agent = self._world.demo_agent
        earlier = self._ago(8 + 37 * len(self._texts["mentions"]["notes"]))
        answered = [
            life
            for life in self._open
            if life.case.responded_at and life.case.responded_at < earlier and life.case.owner not in {None, agent}
        ]
        name = agent.email.split("@")[0]
        for number, (life, text) in enumerate(zip(answered, self._texts["mentions"]["notes"], strict=False)):
            writer = life.case.owner
            if writer:
                at = self._ago(8 + 37 * number)
                life.own_talk.note(fill(text, {"agent": name}), at=at, writer=writer, called=[(agent, None)])
