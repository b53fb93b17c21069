"""A part of the settings: a list of rows, and a form for each. The parts say what differs; pages.py does the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from heard.web.desk.settings.forms import SettingsForm

    Words = str | _StrPromise  # in the reader's language, whenever it is read


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the list shows it: a sentence, what else there is to say, and whether it is out of use."""

    row: Any
    text: str
    detail: str = ""
    off: bool = False
    shelf: str = ""  # rows of one shelf stand together under this heading


def _no_links(_row: Any) -> list[tuple[str, str]]:
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part. `lines` takes the rows of `rows` in a fixed number of queries."""

    slug: str
    title: Words
    explains: Words
    icon: str
    add: Words  # the words on the button; empty where nothing is added by hand
    rows: Callable[[], QuerySet[Any]]
    lines: Callable[[Iterable[Any]], list[Line]]
    form: type[SettingsForm]
    move: Callable[..., None] | None = None  # move(row, step=…, actor=…), where the order means something
    links: Callable[[Any], list[tuple[str, str]]] = field(default=_no_links)  # other pages about one row
    template: str = "desk/settings/edit.html"
    list_template: str = "desk/settings/list.html"
    beside: Callable[[Any], dict[str, Any]] | None = None  # more for the list's template, from the request

    @property
    def ordered(self) -> bool:
        """Whether rows can be moved. For templates, which would call `move` itself."""
        return self.move is not None
