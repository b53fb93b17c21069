"""Topics, the words residents are asked with, and the council's own restraint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.consent.models import Purpose, SendingRule, Wording
from heard.domain.consent.operations.settings import add_topic, add_wording, change_topic, set_restraint
from heard.domain.consent.queries.ledger import OPTIONAL
from heard.domain.people.models import Topic
from heard.web.desk.settings.forms import SettingsForm, code_of, name_field
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import time

    from heard.kernel.actor import Actor

LONGEST_TOPIC_CODE = 40


class TopicForm(SettingsForm):
    """Something residents can choose to hear about."""

    columns = ("name", "active")
    only_later = ("active",)
    name = name_field()
    active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)

    def save(self, actor: Actor) -> Topic:
        """Add it or change it."""
        values = self.values()
        if self.row:
            change_topic(self.row, actor=actor, **values)
            return cast("Topic", self.row)
        return add_topic(code=code_of(values["name"])[:LONGEST_TOPIC_CODE], actor=actor, **values)


class WordingForm(SettingsForm):
    """What residents agree to, in one language. Another text is another version."""

    columns = ("purpose", "language", "text")
    purpose = forms.ChoiceField(
        label=gettext_lazy("For"), choices=[(purpose.value, purpose.label) for purpose in OPTIONAL]
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.HEARD_SPOKEN_LANGUAGES)
    text = forms.CharField(
        label=gettext_lazy("What residents agree to"),
        help_text=gettext_lazy("It is asked and read out as it stands. Whoever agreed before agreed to the old words."),
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Write what residents agree to")},
    )

    def prepare(self) -> None:
        """What a version is for stays as it is."""
        if self.row:
            for name in ("purpose", "language"):
                self.fields[name].disabled = True

    def save(self, actor: Actor) -> Wording:
        """The next version."""
        return add_wording(actor=actor, **self.values())


class RestraintForm(SettingsForm):
    """How often a purpose may come, and when not."""

    columns = ("per_week", "quiet_from", "quiet_until")
    per_week = forms.IntegerField(
        label=gettext_lazy("At most so many messages a week to one person"),
        min_value=0,
        max_value=50,
        error_messages={"required": gettext_lazy("Enter a number")},
    )
    quiet_from = forms.TimeField(
        label=gettext_lazy("Nothing from"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("In the council’s time zone. Messages wait until then."),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        """Both times or neither."""
        cleaned = super().clean() or {}
        if (cleaned.get("quiet_from") is None) != (cleaned.get("quiet_until") is None):
            self.add_error("quiet_until", _("Enter both times, or neither."))
        return cleaned

    def save(self, actor: Actor) -> SendingRule:
        """Change it."""
        return set_restraint(purpose=self.row.purpose, actor=actor, **self.values())


def _topics(rows: Iterable[Topic]) -> list[Line]:
    return [Line(topic, topic.name, off=not topic.active) for topic in rows]


def _wordings(rows: Iterable[Wording]) -> list[Line]:
    """The newest version of each language is in use."""
    seen: set[tuple[str, str]] = set()
    lines = []
    languages = dict(settings.HEARD_SPOKEN_LANGUAGES)
    for wording in rows:
        key = (wording.purpose, wording.language)
        detail = _("%(language)s, version %(version)s") % {
            "language": languages.get(wording.language, wording.language), "version": wording.version,
        }  # fmt: skip
        shelf = str(Purpose(wording.purpose).label)
        lines.append(Line(wording, wording.text, detail, off=key in seen, shelf=shelf))
        seen.add(key)
    return lines


def _restraints(rows: Iterable[SendingRule]) -> list[Line]:
    return [Line(rule, _restraint_in_words(rule)) for rule in rows]


def _restraint_in_words(rule: SendingRule) -> str:
    words = _("%(purpose)s: at most %(number)s a week") % {"purpose": rule, "number": rule.per_week}
    if rule.quiet_from is None or rule.quiet_until is None:
        return words
    quiet = _("nothing from %(start)s to %(end)s") % {"start": _hour(rule.quiet_from), "end": _hour(rule.quiet_until)}
    return f"{words}, {quiet}"


def _hour(moment: time) -> str:
    return time_format(moment, "H:i")


TOPICS = Section(
    slug="topics",
    title=gettext_lazy("Topics"),
    explains=gettext_lazy("What residents can be interested in, and agree to hear about."),
    icon="mail",
    add=gettext_lazy("Add a topic"),
    rows=lambda: Topic.objects.order_by("name"),
    lines=_topics,
    form=TopicForm,
)
WORDINGS = Section(
    slug="wordings",
    title=gettext_lazy("Words of consent"),
    explains=gettext_lazy("What residents are asked before we send them anything optional. Each version is kept."),
    icon="chat",
    add=gettext_lazy("Add a wording"),
    rows=lambda: Wording.objects.order_by("purpose", "language", "-version"),
    lines=_wordings,
    form=WordingForm,
)
RESTRAINTS = Section(
    slug="restraints",
    title=gettext_lazy("How often we write"),
    explains=gettext_lazy("The most that one person gets of what is optional, and the hours in which nothing comes."),
    icon="clock",
    add="",
    rows=lambda: SendingRule.objects.order_by("purpose"),
    lines=_restraints,
    form=RestraintForm,
)
