"""The app that carries the templates and assets both surfaces share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class UiConfig(AppConfig):
    name = "heard.web.ui"
    label = "ui"

    def ready(self) -> None:
        """Django's own sentences in plain words, for every form; what a form says itself goes first."""
        for field, words in PLAIN_WORDS.items():
            field.default_error_messages = {**field.default_error_messages, **words}


PLAIN_WORDS: dict[type[forms.Field], dict[str, _StrPromise]] = {
    forms.Field: {"required": _("Fill this in")},
    forms.CharField: {"max_length": _("Use %(limit_value)s characters or fewer. You have %(show_value)s.")},
    forms.ChoiceField: {"invalid_choice": _("Choose one from the list")},
    forms.ModelChoiceField: {"invalid_choice": _("Choose one from the list")},
    forms.FileField: {"empty": _("This file is empty. Choose another one.")},
}
