"""A workflow that somebody is at work on: its draft (or what is published), what is wrong with it, and its names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404

from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.catalogue.models import Service
from heard.domain.criteria.rules import InvalidCondition, load
from heard.domain.teams.models import Team
from heard.domain.workflows.models import Workflow, WorkflowVersion
from heard.domain.workflows.operations import change_draft, draft_of
from heard.domain.workflows.queries import current_version, draft, versions_of
from heard.domain.workflows.rules.checking import problems
from heard.domain.workflows.rules.definition import Definition, read
from heard.domain.workflows.rules.editing import NotThere, sentences
from heard.domain.workflows.rules.words import Names
from heard.flows.publish_workflow import what_is_known

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from heard.domain.workflows.rules.shape import Problem
    from heard.kernel.actor import Actor


@dataclass(frozen=True)
class Shaping:
    """What its pages have in common."""

    workflow: Workflow
    draft: WorkflowVersion | None
    current: WorkflowVersion | None

    @property
    def data(self) -> dict[str, Any]:
        """The draft's, or what is published."""
        newest = self.draft or self.current
        return dict(newest.definition) if newest else {}

    @cached_property
    def definition(self) -> Definition:
        """The same, read."""
        return read(self.data)

    @cached_property
    def names(self) -> Names:
        """What the codes in it are called. Four queries."""
        return Names(
            teams=dict(Team.objects.values_list("code", "name")),
            services=dict(Service.objects.values_list("code", "name")),
            condition=_words_of_conditions(),
        )

    @cached_property
    def problems(self) -> list[Problem]:
        """What keeps the draft from being published."""
        return problems(self.data, what_is_known()) if self.draft else []

    @cached_property
    def changes(self) -> tuple[list[str], list[str]]:
        """What the draft says anew, and what it does not say any more."""
        now = sentences(read(self.current.definition), self.names) if self.current else []
        then = sentences(self.definition, self.names)
        return [one for one in then if one not in now], [one for one in now if one not in then]

    def versions(self) -> list[WorkflowVersion]:
        """Those that were published, newest first."""
        return [version for version in versions_of(self.workflow.id) if version.published_at]

    def edit(self, step: Callable[[dict[str, Any]], dict[str, Any]], *, actor: Actor) -> None:
        """Change the draft by one step; there is one from then on."""
        version = draft_of(self.workflow, actor=actor)
        try:
            change_draft(version, definition=step(version.definition), actor=actor)
        except NotThere as error:
            raise Http404 from error


def shaping_of(workflow_id: UUID) -> Shaping:
    """The workflow with this id, or a 404."""
    workflow = Workflow.objects.filter(pk=workflow_id).first()
    if workflow is None:
        raise Http404
    return Shaping(workflow, draft(workflow_id), current_version(workflow_id))


def _words_of_conditions() -> Callable[[dict[str, Any]], str]:
    vocabulary = case_vocabulary().read_once()

    def in_words(condition: dict[str, Any]) -> str:
        try:
            return load(condition, vocabulary).in_words()
        except InvalidCondition as error:
            return error.sentence

    return in_words
