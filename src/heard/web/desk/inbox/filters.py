"""What the list is narrowed to: a form to change it, and the words that say it ("Potholes · Northside · late")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from heard.domain.cases.models import Origin, Status
from heard.domain.cases.queries.filters import LATE_STATUS, OPEN_STATUS, CaseFilters
from heard.domain.catalogue.models import Priority
from heard.domain.catalogue.queries import active_services
from heard.domain.places.queries import active_areas
from heard.domain.teams.queries import active_teams
from heard.web.desk.inbox.words import WordsField, opened_words, sealed_words

LONGEST_SEARCH = 200
FIELD_OF = {"q": "text", "channel": "origin"}  # what the query string calls differently


class FilterForm(forms.Form):
    """Everything a list can be narrowed by. Names are those of the query string."""

    q = WordsField(label=_("Words or address"), required=False, max_length=LONGEST_SEARCH)
    service = forms.ModelChoiceField(
        active_services(), label=_("Service"), required=False, to_field_name="code", empty_label=_("Any")
    )
    area = forms.ModelChoiceField(
        active_areas(), label=_("Area"), required=False, to_field_name="code", empty_label=_("Any")
    )
    team = forms.ModelChoiceField(
        active_teams(), label=_("Team"), required=False, to_field_name="code", empty_label=_("Any")
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Any")), (OPEN_STATUS, _("Open")), (LATE_STATUS, _("Late")), *Status.choices],
    )
    priority = forms.ChoiceField(label=_("Priority"), required=False, choices=[("", _("Any")), *Priority.choices])
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[("", _("Any")), *Origin.choices])

    def chosen(self) -> dict[str, Any]:
        """What the list is narrowed to. A value nobody offers (an old link) narrows nothing."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def filters(self) -> CaseFilters:
        """The same as the lists understand it."""
        return CaseFilters(**{FIELD_OF.get(name, name): value for name, value in self.chosen().items()})


@dataclass(frozen=True, slots=True)
class Word:
    """One thing the list is narrowed to, and the list without it."""

    text: str
    href: str


def words_of(form: FilterForm, query: QueryDict) -> list[Word]:
    """The filters as people say them, each with the way back."""
    return [
        Word(_in_words(form, name, value), f"?{without(query, name, 'after')}") for name, value in form.chosen().items()
    ]


def posted_query(posted: QueryDict) -> str:
    """What was chosen as a query string. Words are sealed there, since they may be somebody's name."""
    query = QueryDict(mutable=True)
    for name in ("view", *FilterForm.base_fields):
        if value := posted.get(name, "").strip():
            query[name] = sealed_words(opened_words(value)[:LONGEST_SEARCH]) if name == "q" else value
    return query.urlencode()


def without(query: QueryDict, *names: str) -> str:
    """The query string less these names and less what is empty."""
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    for name in [name for name, value in kept.items() if not value]:
        kept.pop(name)
    return kept.urlencode()


def _in_words(form: FilterForm, name: str, value: Any) -> str:
    if name == "q":
        return f"“{value}”"
    if isinstance(value, models.Model):
        return str(value)
    return str(dict(cast("Any", form.fields[name]).choices)[value])
