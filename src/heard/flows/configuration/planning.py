"""What files would change. It is done, told, and taken back: a plan without problems can be applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.configuration.rules.differences import changes
from heard.domain.configuration.rules.problems import BrokenFiles, Problem
from heard.domain.configuration.rules.shapes import SHAPES
from heard.flows.configuration.carrying_out import carry_out
from heard.flows.configuration.plans import Plan
from heard.flows.configuration.reading import current_setup
from heard.flows.configuration.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from heard.domain.configuration.rules.differences import Change
    from heard.domain.configuration.rules.folder import Documents
    from heard.domain.configuration.rules.shapes import Setup
    from heard.kernel.actor import Actor


def plan(documents: Documents, *, actor: Actor, only: Collection[str] = (), add_only: bool = False) -> Plan:
    """What applying these files would do; BrokenFiles where they cannot be applied."""
    with transaction.atomic():
        planned = worked_out(documents, only=only, add_only=add_only)
        problems = carry_out(planned, documents, actor=actor)
        transaction.set_rollback(True)
    if problems:
        raise BrokenFiles(problems)
    return planned


def worked_out(documents: Documents, *, only: Collection[str] = (), add_only: bool = False) -> Plan:
    """The changes, without trying them. BrokenFiles where something is named that there is not."""
    after = {name: items for name, items in documents.setup.items() if not only or name in only}
    before = current_setup()
    if problems := list(_dangling(documents, before, after, add_only=add_only)):
        raise BrokenFiles(problems)
    return Plan(before, after, changes(before, after, add_only=add_only), add_only)


def compared(one: Documents, other: Documents) -> list[Change]:
    """How a second set-up differs from a first: without a database."""
    both = {name: items for name, items in other.setup.items() if name in one.setup}
    return changes(one.setup, both)


def _dangling(documents: Documents, before: Setup, after: Setup, *, add_only: bool) -> Iterator[Problem]:
    """What an entry names must stand in the files; where they do not speak of its section, in the set-up there is."""
    known = {name: _names(name, before, after, add_only=add_only) for name in SHAPES}
    for name, items in after.items():
        for identity, item in SHAPES[name].by_identity(items).items():
            for path, section, wanted in SECTIONS[name].references(item):
                if wanted not in known[section]:
                    said = {"name": wanted, "one": SHAPES[section].one, "file": SHAPES[section].file}
                    sentence = _("There is no “%(name)s” (%(one)s, %(file)s).") % said
                    yield documents.problem(name, identity, path, sentence)


def _names(section: str, before: Setup, after: Setup, *, add_only: bool) -> set[str]:
    shape = SHAPES[section]
    items = list(after.get(section, ()))
    if add_only or section not in after:
        items += before[section]
    return {shape.identity(item)[0] for item in items}
