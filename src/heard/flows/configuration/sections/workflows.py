"""Workflows: what is applied is published; cases that have begun finish on what they began with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.configuration.rules.shapes import WORKFLOWS
from heard.domain.workflows.models import Workflow
from heard.domain.workflows.operations import add_workflow, change_draft, change_workflow, draft_of, publish
from heard.domain.workflows.queries import current_version
from heard.domain.workflows.rules.checking import problems
from heard.domain.workflows.rules.definition import read, write
from heard.flows.configuration.section import Section, part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from heard.domain.configuration.rules.keys import Item, Wrong
    from heard.domain.configuration.rules.reading import Path
    from heard.kernel.actor import Actor


class Workflows(Section):
    """Those that cases can begin on: drafts are not exported."""

    shape = WORKFLOWS

    def rows(self) -> Iterable[Workflow]:
        """Published ones."""
        return Workflow.objects.filter(versions__published_at__isnull=False).distinct().order_by("code")

    def said(self, row: Workflow) -> Item:
        """What cases begin on now."""
        version = current_version(row.id)
        return {"code": row.code, "name": row.name, **(version.definition if version else {})}

    def wrong_in(self, item: Item) -> Iterator[Wrong]:
        """All that keeps it from being published, as far as it can be said without the council around it."""
        return self.traced(item, problems(_definition(item)))

    def references(self, item: Item) -> Iterator[tuple[Path, str, str]]:
        """The services of further cases, and the teams of tasks."""
        for number, case in enumerate(item.get("cases", ())):
            yield ("cases", number, "service"), "services", case["service"]
        for number, task in enumerate(item.get("tasks", ())):
            if task.get("team"):
                yield ("tasks", number, "team"), "teams", task["team"]

    def canonical(self, item: Item) -> Item:
        """Without what does not apply."""
        return {"code": item["code"], "name": item["name"], **write(read(_definition(item)))}

    def add(self, item: Item, actor: Actor) -> None:
        """A new one, published. One that was only ever a draft is published in its place."""
        if row := Workflow.objects.filter(code=item["code"]).first():
            self.change(row, item, actor)
        else:
            add_workflow(name=item["name"], code=item["code"], definition=_definition(item), actor=actor)

    def change(self, row: Workflow, item: Item, actor: Actor) -> None:
        """Another name, or a next version. A draft somebody works at is taken over by it."""
        change_workflow(row, name=item["name"], actor=actor)
        current = current_version(row.id)
        if current is None or write(read(current.definition)) != write(read(_definition(item))):
            publish(change_draft(draft_of(row, actor=actor), definition=_definition(item), actor=actor), actor=actor)


def _definition(item: Item) -> Item:
    return {key: value for key, value in part(item, "code", "name").items() if value}
