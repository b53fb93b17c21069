"""Making the changes of a plan, each by the operation that a click would call. What is refused is collected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from heard.domain.configuration.rules.differences import CHANGED, NEW, ORDER, RESTS
from heard.domain.configuration.rules.keys import whole
from heard.domain.configuration.rules.shapes import SHAPES
from heard.domain.configuration.rules.tracing import trace
from heard.flows.configuration.sections import SECTIONS
from heard.kernel.errors import HeardError, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.configuration.rules.differences import Change
    from heard.domain.configuration.rules.folder import Documents
    from heard.domain.configuration.rules.keys import Item
    from heard.domain.configuration.rules.problems import Problem
    from heard.domain.configuration.rules.shapes import Identity
    from heard.flows.configuration.plans import Plan
    from heard.flows.configuration.section import Section
    from heard.kernel.actor import Actor


# The sections that others name.
NAMED = {key.refers for shape in SHAPES.values() for key in shape.keys}


def carry_out(plan: Plan, documents: Documents, *, actor: Actor) -> list[Problem]:
    """New and changed entries first, section by section; then what goes out of use, last section first."""
    work = _Work(documents, actor)
    for name, items in plan.after.items():
        work.put_in(SECTIONS[name], items, [one for one in plan.changes if one.section == name])
        if work.problems and name in NAMED:
            return work.problems  # whatever names these would be refused for that alone
    for name in reversed(plan.after):
        work.take_out(SECTIONS[name], [one for one in plan.changes if one.section == name and one.what == RESTS])
    return work.problems


class _Work:
    def __init__(self, documents: Documents, actor: Actor) -> None:
        self.documents, self.actor = documents, actor
        self.problems: list[Problem] = []

    def put_in(self, section: Section, items: list[Item], changes: list[Change]) -> None:
        """What is new and what changes; then the order, if that changes."""
        entries = section.shape.by_identity(items)
        rows = _rows(section) if any(change.what == CHANGED for change in changes) else {}
        for change in changes:
            if change.what in {NEW, CHANGED}:
                item = whole(entries[change.identity], section.shape.keys)
                if change.what == NEW:
                    self.attempt(change, item, partial(section.add, item, self.actor))
                else:
                    self.attempt(change, item, partial(section.change, rows[change.identity], item, self.actor))
        if any(change.what == ORDER for change in changes) and not self.problems:
            self.put_in_order(section, list(entries))

    def put_in_order(self, section: Section, wanted: list[Identity]) -> None:
        """As the file has them; behind them what it leaves out, as it stood."""
        rows = _rows(section)
        for position, identity in enumerate([*wanted, *(one for one in rows if one not in wanted)]):
            section.place(rows[identity], position, self.actor)

    def take_out(self, section: Section, changes: list[Change]) -> None:
        """What goes out of use."""
        rows = _rows(section) if changes else {}
        for change in changes:
            self.attempt(change, {}, partial(section.rest, rows[change.identity], self.actor))

    def attempt(self, change: Change, item: Item, write: Callable[[], Any]) -> None:
        """One change, in a transaction of its own, so that the others are still tried when it is refused."""
        try:
            with transaction.atomic():
                write()
        except InvalidInput as error:
            for name, sentence in error.fields.items():
                self.note(change, item, name, sentence)
        except HeardError as error:
            self.note(change, item, "", error.sentence)
        except ObjectDoesNotExist:
            # What it names was refused itself, and that has been told.
            if not self.problems:
                raise

    def note(self, change: Change, item: Item, name: str, sentence: str) -> None:
        """A refusal, with where it stands in the files."""
        path = trace(item, name)
        self.problems.append(self.documents.problem(change.section, change.identity, path, str(sentence)))


def _rows(section: Section) -> dict[Identity, Any]:
    """The rows there are now, by what they are known by."""
    rows = list(section.rows())
    entries = [section.entry(row) for row in rows]
    known = section.shape.by_identity(entries)
    by_entry = {id(entry): row for entry, row in zip(entries, rows, strict=True)}
    return {identity: by_entry[id(entry)] for identity, entry in known.items()}
