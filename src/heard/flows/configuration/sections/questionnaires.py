"""Questionnaires: what is applied is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.configuration.rules.shapes import QUESTIONNAIRES
from heard.domain.questions.models import Questionnaire
from heard.domain.questions.operations import (
    add_questionnaire,
    change_draft,
    change_questionnaire,
    draft_of,
    publish,
)
from heard.domain.questions.queries import current_version
from heard.domain.questions.rules.checking import problems_in
from heard.domain.questions.rules.definition import read, write
from heard.flows.configuration.section import Section, part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from heard.domain.configuration.rules.keys import Item, Wrong
    from heard.kernel.actor import Actor


class Questionnaires(Section):
    """Those that ask something: drafts are not exported."""

    shape = QUESTIONNAIRES

    def rows(self) -> Iterable[Questionnaire]:
        """Published ones."""
        published = Questionnaire.objects.filter(versions__published_at__isnull=False)
        return published.exclude(code="").distinct().order_by("code")

    def said(self, row: Questionnaire) -> Item:
        """What is asked now."""
        version = current_version(row.id)
        return {"code": row.code, "name": row.name, **(version.definition if version else {})}

    def wrong_in(self, item: Item) -> Iterator[Wrong]:
        """All that keeps it from being published."""
        return self.traced(item, problems_in(_definition(item)))

    def canonical(self, item: Item) -> Item:
        """Without what does not apply."""
        return {"code": item["code"], "name": item["name"], **write(read(_definition(item)))}

    def add(self, item: Item, actor: Actor) -> None:
        """A new one, published. One that was only ever a draft is published in its place."""
        if row := Questionnaire.objects.filter(code=item["code"]).first():
            self.change(row, item, actor)
        else:
            add_questionnaire(name=item["name"], code=item["code"], definition=_definition(item), actor=actor)

    def change(self, row: Questionnaire, item: Item, actor: Actor) -> None:
        """Another name, or a next version. A draft somebody works at is taken over by it."""
        change_questionnaire(row, name=item["name"], actor=actor)
        current = current_version(row.id)
        if current is None or write(read(current.definition)) != write(read(_definition(item))):
            draft = change_draft(draft_of(row, actor=actor), definition=_definition(item), actor=actor)
            publish(draft, actor=actor)


def _definition(item: Item) -> Item:
    definition = {key: value for key, value in part(item, "code", "name").items() if value}
    return {"pages": []} | definition
