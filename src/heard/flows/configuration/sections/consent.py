"""What residents may agree to, with which words they are asked, and how often we write."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.configuration.rules.shapes import RESTRAINTS, TOPICS, WORDINGS
from heard.domain.consent.models import SendingRule, Wording
from heard.domain.consent.operations.settings import add_topic, add_wording, change_topic, set_restraint
from heard.domain.consent.queries.ledger import OPTIONAL
from heard.domain.people.models import Topic
from heard.flows.configuration.section import Section, columns_of, part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from heard.domain.configuration.rules.keys import Item, Wrong
    from heard.kernel.actor import Actor

MOST_A_WEEK = 100


class Topics(Section):
    """What residents may want to hear about."""

    shape = TOPICS

    def rows(self) -> Iterable[Topic]:
        """All of them."""
        return Topic.objects.order_by("code")

    def said(self, row: Topic) -> Item:
        """Its columns."""
        return columns_of(row, ("code", "name", "active"))

    def add(self, item: Item, actor: Actor) -> None:
        """A new topic."""
        row = add_topic(code=item["code"], name=item["name"], actor=actor)
        change_topic(row, active=item["active"], actor=actor)

    def change(self, row: Topic, item: Item, actor: Actor) -> None:
        """Another name, or in use or not."""
        change_topic(row, actor=actor, **part(item, "code"))


class Wordings(Section):
    """The words in use. Those before stay in the ledger: somebody agreed to them."""

    shape = WORDINGS

    def rows(self) -> Iterable[Wording]:
        """The newest of each purpose and language."""
        newest = Wording.objects.order_by("purpose", "language", "-version")
        return newest.distinct("purpose", "language")

    def said(self, row: Wording) -> Item:
        """Its columns."""
        return columns_of(row, ("purpose", "language", "text"))

    def wrong_in(self, item: Item) -> Iterator[Wrong]:
        """A purpose that needs no consent, or is none."""
        return _wrong_purpose(item)

    def canonical(self, item: Item) -> Item:
        """As the operation keeps them."""
        return item | {"text": item["text"].strip()}

    def add(self, item: Item, actor: Actor) -> None:
        """The first words."""
        add_wording(**item, actor=actor)

    def change(self, row: Wording, item: Item, actor: Actor) -> None:  # noqa: ARG002 -- a next version, not another row
        """The next version."""
        add_wording(**item, actor=actor)


class Restraints(Section):
    """How often, and in which hours not."""

    shape = RESTRAINTS

    def rows(self) -> Iterable[SendingRule]:
        """Those that are stored."""
        return SendingRule.objects.order_by("purpose")

    def said(self, row: SendingRule) -> Item:
        """Its columns, times as they are written."""
        hours = columns_of(row, ("quiet_from", "quiet_until"))
        written = {name: f"{value:%H:%M}" if value else "" for name, value in hours.items()}
        return columns_of(row, ("purpose", "per_week")) | written

    def wrong_in(self, item: Item) -> Iterator[Wrong]:
        """What is no purpose, number or time of day."""
        yield from _wrong_purpose(item)
        if not 0 <= item["per_week"] <= MOST_A_WEEK:
            yield ("per_week",), _("This is a number from 0 to %(most)s.") % {"most": MOST_A_WEEK}
        for name in ("quiet_from", "quiet_until"):
            try:
                _time(item.get(name, ""))
            except ValueError:
                yield (name,), _("This is a time of day, such as “20:00”.")

    def add(self, item: Item, actor: Actor) -> None:
        """Set it."""
        hours = {name: _time(item[name]) for name in ("quiet_from", "quiet_until")}
        set_restraint(purpose=item["purpose"], per_week=item["per_week"], **hours, actor=actor)

    def change(self, row: SendingRule, item: Item, actor: Actor) -> None:  # noqa: ARG002 -- found by its purpose
        """Set it."""
        self.add(item, actor)


def _wrong_purpose(item: Item) -> Iterator[Wrong]:
    if item["purpose"] not in OPTIONAL:
        yield ("purpose",), _("There is no such purpose. Use one of: %(known)s.") % {"known": ", ".join(OPTIONAL)}


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None
