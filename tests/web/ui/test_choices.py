"""Choices speak in words: nobody is shown a row of dashes."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH

import heard.web

if TYPE_CHECKING:
    from collections.abc import Iterator

DASHES = BLANK_CHOICE_DASH[0][1]


def _every_form(kind: type[forms.BaseForm] = forms.Form) -> Iterator[type[forms.BaseForm]]:
    for form in kind.__subclasses__():
        yield form
        yield from _every_form(form)


def test_no_choice_of_heard_begins_with_dashes() -> None:
    for module in walk_packages(heard.web.__path__, "heard.web."):
        import_module(module.name)
    choices = [
        (f"{form.__module__}.{form.__name__}.{name}", str(field.empty_label))
        for form in _every_form()
        if form.__module__.startswith("heard.")
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ModelChoiceField)
    ]
    assert len(choices) > 10
    assert [name for name, label in choices if label == DASHES] == []
