"""What every form of the settings has in common: it shows a row, and hands what was typed to one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from heard.kernel.actor import Actor
    from heard.kernel.model import Row

LONGEST_CODE = 60


class SettingsForm(forms.Form):
    """A form about one row; without a row, about one to be added."""

    columns: ClassVar[tuple[str, ...]] = ()  # those that go to the row as they are
    only_later: ClassVar[tuple[str, ...]] = ()  # what is asked of a row that is there already

    def __init__(self, data: Any = None, *, row: Any = None) -> None:
        super().__init__(data, initial=self.initial_of(row) if row else None)
        self.row = row
        for name in () if row else self.only_later:
            del self.fields[name]
        self.prepare()

    def initial_of(self, row: Any) -> dict[str, Any]:
        """What the fields show at first."""
        return {name: getattr(row, name) for name in self.columns}

    def offer(self, name: str, rows: QuerySet[Any], label: Callable[[Any], str] = str) -> None:
        """Let these rows be chosen in this field."""
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        field.queryset = rows
        field.label_from_instance = label  # type: ignore[method-assign, assignment]  # Django's own way is a subclass for each

    def prepare(self) -> None:
        """Fill the choices that come from the database."""

    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        return {name: self.cleaned_data[name] for name in self.columns if name in self.cleaned_data}

    def preview(self) -> str:
        """What the typed values would mean, in a sentence; empty where there is nothing to say."""
        return ""

    def save(self, actor: Actor) -> Row:
        """Add the row or change it."""
        raise NotImplementedError


def name_field() -> forms.CharField:
    """A name, as every row of the settings has one."""
    return forms.CharField(label=_("Name"), max_length=100, error_messages={"required": _("Enter a name")})


def code_of(name: str) -> str:
    """The code of something new, made from its name: files and rules name it by that."""
    return slugify(name)[:LONGEST_CODE] or "new"
