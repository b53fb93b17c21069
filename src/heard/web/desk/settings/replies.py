"""Prepared answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.cases.models import Outcome
from heard.domain.catalogue.models import Service
from heard.domain.catalogue.queries import active_services
from heard.domain.conversations.models import ReplyTemplate
from heard.domain.conversations.operations.templates import add_template, change_template, move_template
from heard.domain.conversations.rules.templates import GAPS
from heard.web.desk.settings.forms import SettingsForm, name_field
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.kernel.actor import Actor


class ReplyForm(SettingsForm):
    """An answer to begin from."""

    columns = ("name", "service", "outcome", "text", "active")
    only_later = ("active",)
    name = name_field()
    service = forms.ModelChoiceField(
        Service.objects.none(), label=gettext_lazy("For"), required=False, empty_label=gettext_lazy("All services")
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("When it ends as"),
        choices=[("", gettext_lazy("Any time")), *Outcome.choices],
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        widget=forms.Textarea({"rows": 10}),
        max_length=5000,
        error_messages={"required": gettext_lazy("Write the answer")},
    )
    active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)

    def prepare(self) -> None:
        """The services there are, and the gaps that fill themselves in."""
        self.offer("service", active_services())
        gaps = ", ".join(f"{{{gap}}}" for gap in GAPS)
        self.fields["text"].help_text = " ".join(
            (
                _("These fill themselves in: %(gaps)s.") % {"gaps": gaps},
                _("{repeat} is a sentence of its own where they told us before, and nothing where they did not."),
            )
        )

    def save(self, actor: Actor) -> ReplyTemplate:
        """Add it or change it."""
        values = self.values()
        if self.row:
            change_template(self.row, actor=actor, **values)
            return cast("ReplyTemplate", self.row)
        return add_template(actor=actor, **values)


def _lines(rows: Iterable[Any]) -> list[Line]:
    return [
        Line(
            row,
            row.name,
            row.text[:140],
            off=not row.active,
            shelf=row.service.name if row.service else _("All services"),
        )
        for row in rows
    ]


REPLIES = Section(
    slug="replies",
    title=gettext_lazy("Prepared answers"),
    explains=gettext_lazy("What agents begin an answer from. Name, place and date fill themselves in."),
    icon="chat",
    add=gettext_lazy("Add an answer"),
    rows=lambda: ReplyTemplate.objects.select_related("service").order_by("service__name", "position", "name"),
    lines=_lines,
    form=ReplyForm,
    move=move_template,
)
