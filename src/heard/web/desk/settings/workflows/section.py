"""The list of workflows, and naming one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.domain.workflows.operations import add_workflow, change_workflow
from heard.domain.workflows.queries import workflows_with_versions
from heard.web.desk.settings.forms import SettingsForm, name_field
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.workflows.models import Workflow
    from heard.kernel.actor import Actor


class NameForm(SettingsForm):
    """What a workflow is called. Everything else its own pages do."""

    columns = ("name",)
    name = name_field()

    def save(self, actor: Actor) -> Workflow:
        """Rename it, or begin one with its first stage."""
        if self.row:
            change_workflow(self.row, actor=actor, **self.values())
            return cast("Workflow", self.row)
        return add_workflow(actor=actor, **self.values())


def _lines(rows: Iterable[Any]) -> list[Line]:
    return [Line(row, row.name, _said_of(row), off=row.published_number is None) for row in rows]


def _said_of(workflow: Any) -> str:
    used = workflow.used
    parts = [ngettext("%(n)d service goes by it", "%(n)d services go by it", used) % {"n": used}]
    if workflow.published_number:
        parts.append(_("version %(n)d") % {"n": workflow.published_number})
    if workflow.draft_number:
        parts.append(_("a draft waits to be published"))
    return " · ".join(parts)


WORKFLOWS = Section(
    slug="workflows",
    title=gettext_lazy("Workflows"),
    explains=gettext_lazy("How the work on a service goes: its stages, who does what, and how it can end."),
    icon="flag",
    add=gettext_lazy("Shape a workflow"),
    rows=lambda: workflows_with_versions().annotate(used=Count("services", distinct=True)),
    lines=_lines,
    form=NameForm,
)
