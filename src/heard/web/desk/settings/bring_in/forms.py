"""The two forms of an import: which file, and how its columns are read."""

from __future__ import annotations

import zoneinfo
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.cases.models import Status
from heard.flows.bring_in.kinds import KINDS
from heard.flows.bring_in.matching import matched
from heard.flows.bring_in.requests import COLUMNS, REQUESTS, SHIPPED_BY_FORMAT, likely_meanings
from heard.flows.import_files import READERS, format_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heard.domain.imports.models import Import
    from heard.flows.bring_in.kinds import Column
    from heard.flows.import_files.row import Row

LARGEST_FILE = 500 * 1024 * 1024
MOST_STATUSES = 40
COLUMN, MEANING = "column_", "meaning_"
WHAT = [
    (REQUESTS, gettext_lazy("Requests (cases)")),
    ("people", gettext_lazy("Residents and organisations")),
    ("staff", gettext_lazy("Staff")),
    ("articles", gettext_lazy("Articles of a knowledge base")),
]
FORMATS = [
    ("", gettext_lazy("A table: CSV, workbook (XLSX), JSON, JSON lines")),
    ("open311", gettext_lazy("FixMyStreet or another Open311 server: the XML of its requests")),
    ("zammad", gettext_lazy("Zammad: tickets as JSON, or a ZIP of them")),
    ("freshdesk", gettext_lazy("Freshdesk: its export as ZIP or JSON")),
]


class FileForm(forms.Form):
    """Which file, and where it comes from."""

    what = forms.ChoiceField(label=gettext_lazy("What is in it?"), choices=WHAT, widget=forms.RadioSelect)
    format = forms.ChoiceField(
        label=gettext_lazy("What kind of file is it?"), choices=FORMATS, widget=forms.RadioSelect, required=False
    )
    source = forms.CharField(
        label=gettext_lazy("A name for the old system"),
        help_text=gettext_lazy("Small letters, such as “old-desk”. With the number there it tells what is here."),
        max_length=40,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$", gettext_lazy("Use small letters, digits and hyphens."))],
        error_messages={"required": gettext_lazy("Give the old system a name")},
    )
    file = forms.FileField(label=gettext_lazy("File"), error_messages={"required": gettext_lazy("Choose a file")})

    def clean_file(self) -> Any:
        """Not larger than a browser should send."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is larger than 500 MB. Use the command heard import instead."))
        return file

    def clean(self) -> dict[str, Any]:
        """The format: as chosen, or as the file's name tells."""
        data = super().clean() or {}
        if data.get("file") and not data.get("format"):
            data["format"] = format_of(data["file"].name)
            if data["format"] not in READERS:
                self.add_error("file", _("Use a file that ends in .csv, .xlsx, .json or .jsonl, or say what it is."))
        if data.get("format") in SHIPPED_BY_FORMAT and data.get("what") not in {REQUESTS, None}:
            self.add_error("format", _("Such a file holds requests. For the rest, use a table."))
        return data


class ReadingForm(forms.Form):
    """Which column is which, and what their statuses mean."""

    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone of times that name none"),
        choices=lambda: [(name, name) for name in sorted(zoneinfo.available_timezones())],
    )

    def __init__(self, data: Any = None, *, row: Import, sample: Sequence[Row]) -> None:
        super().__init__(data)
        self.row = row
        self.header = list(dict.fromkeys(name for one in sample for name in one.cells))
        self.offered = columns_of(row.kind)
        likely = row.columns or matched(self.offered, self.header)
        choices = [("", _("Not in this file")), *((name, name) for name in self.header)]
        for column in self.offered:
            self.fields[f"{COLUMN}{column.name}"] = forms.ChoiceField(
                label=column.label,
                choices=choices,
                initial=likely.get(column.name, ""),
                required=column.needed,
                error_messages={"required": _("Choose the column for: %(what)s") % {"what": column.label}},
            )
        self._add_statuses(sample, likely.get("status", "") if data is None else self.data.get(f"{COLUMN}status", ""))
        self.fields["zone"].initial = row.zone or settings.TIME_ZONE
        if row.kind != REQUESTS:
            del self.fields["zone"]

    def _add_statuses(self, sample: Sequence[Row], column: str) -> None:
        """One choice for each word that stands in their column of statuses."""
        self.words = sorted({word for one in sample if (word := one.cells.get(column, "").strip())})[:MOST_STATUSES]
        likely = likely_meanings(self.words) | {word: ours for word, ours in self.row.meanings.items() if ours}
        for number, word in enumerate(self.words if column and self.row.kind == REQUESTS else ()):
            self.fields[f"{MEANING}{number}"] = forms.ChoiceField(
                label=_("“%(status)s” means") % {"status": word},
                choices=[("", _("Not known: reject these rows")), *Status.choices],
                initial=likely.get(word, ""),
                required=False,
            )

    def column_fields(self) -> list[Any]:
        """The fields of the columns, for the page."""
        return [self[f"{COLUMN}{column.name}"] for column in self.offered]

    def meaning_fields(self) -> list[Any]:
        """The fields of the statuses."""
        return [self[name] for name in self.fields if name.startswith(MEANING)]

    def columns(self) -> dict[str, str]:
        """Our name → theirs, as chosen."""
        chosen = {one.name: self._value(f"{COLUMN}{one.name}") for one in self.offered}
        return {name: theirs for name, theirs in chosen.items() if theirs}

    def missing(self, columns: dict[str, str]) -> list[str]:
        """The columns without which nothing can be read, and that nobody has named."""
        return [one.name for one in self.offered if one.needed and one.name not in columns]

    def meanings(self) -> dict[str, str]:
        """Their status → ours."""
        return {word: value for number, word in enumerate(self.words) if (value := self._value(f"{MEANING}{number}"))}

    def _value(self, name: str) -> str:
        if self.is_bound:
            return str(self.cleaned_data.get(name, ""))
        return str(self.fields[name].initial or "") if name in self.fields else ""


def columns_of(kind: str) -> tuple[Column, ...]:
    """What a file of this kind may tell."""
    return COLUMNS if kind == REQUESTS else KINDS[kind].columns
