"""The list of questionnaires, and naming one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.db.models import Count, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.domain.questions.models import QuestionnaireVersion
from heard.domain.questions.operations import add_questionnaire, change_draft, change_questionnaire, draft_of
from heard.domain.questions.queries import all_questionnaires, definition_of
from heard.domain.questions.rules.definition import Definition, write
from heard.domain.questions.rules.editing import add_page
from heard.web.desk.settings.forms import SettingsForm, name_field
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from heard.domain.questions.models import Questionnaire
    from heard.kernel.actor import Actor


class NameForm(SettingsForm):
    """What a questionnaire is called. Everything else the builder does."""

    columns = ("name",)
    name = name_field()

    def save(self, actor: Actor) -> Questionnaire:
        """Rename it, or begin one with an empty page."""
        if self.row:
            change_questionnaire(self.row, actor=actor, **self.values())
            return cast("Questionnaire", self.row)
        return begin(name=self.cleaned_data["name"], actor=actor)


@transaction.atomic
def begin(*, name: str, actor: Actor, definition: Definition | None = None) -> Questionnaire:
    """A new questionnaire whose draft has one page to begin with, or all of another one's."""
    questionnaire = add_questionnaire(name=name, actor=actor)
    first = definition or add_page(Definition(), _("What we need to know"))
    change_draft(draft_of(questionnaire, actor=actor), definition=write(first), actor=actor)
    return questionnaire


def _rows() -> QuerySet[Any]:
    versions = QuestionnaireVersion.objects.order_by("questionnaire_id", "-number").distinct("questionnaire_id")
    newest = Prefetch("versions", versions, to_attr="newest")
    return all_questionnaires().annotate(services_asking=Count("services", distinct=True)).prefetch_related(newest)


def _lines(rows: Iterable[Any]) -> list[Line]:
    return [Line(row, row.name, _said_of(row)) for row in rows]


def _said_of(questionnaire: Any) -> str:
    newest = questionnaire.newest[0] if questionnaire.newest else None
    asked = sum(1 for _question in definition_of(newest).questions())
    parts = [ngettext("%(n)d question", "%(n)d questions", asked) % {"n": asked}]
    if questionnaire.services_asking:
        used = questionnaire.services_asking
        parts.append(ngettext("asked by %(n)d service", "asked by %(n)d services", used) % {"n": used})
    if newest and newest.published_at is None:
        parts.append(_("a draft waits to be published"))
    return " · ".join(parts)


QUESTIONNAIRES = Section(
    slug="questionnaires",
    title=gettext_lazy("Questionnaires"),
    explains=gettext_lazy("What residents are asked: pages, questions that depend on answers, and where it stops."),
    icon="note",
    add=gettext_lazy("Build a questionnaire"),
    rows=_rows,
    lines=_lines,
    form=NameForm,
)
