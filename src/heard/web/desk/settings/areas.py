"""Areas: listed, renamed, ordered, taken out of use; drawn by boundary_upload.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from heard.domain.places.operations import change_area, move_area
from heard.domain.places.queries import all_areas
from heard.web.desk.settings.forms import SettingsForm, name_field
from heard.web.desk.settings.section import Line, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.places.models import Area
    from heard.kernel.actor import Actor


class AreaForm(SettingsForm):
    """An area's name, and whether new cases get it."""

    columns = ("name", "active")
    name = name_field()
    active = forms.BooleanField(
        label=gettext_lazy("In use"),
        help_text=gettext_lazy("Out of use, it is drawn on no map and given to no new case. Its cases keep it."),
        required=False,
    )

    def save(self, actor: Actor) -> Area:
        """Change it; new ones come with their outline from a file."""
        return change_area(area_id=self.row.id, actor=actor, **self.values())


def _lines(rows: Iterable[Any]) -> list[Line]:
    return [Line(row, row.name, f"{row.kind} · {row.code}", off=not row.active) for row in rows]


AREAS = Section(
    slug="areas",
    title=gettext_lazy("Areas"),
    explains=gettext_lazy("Wards or neighbourhoods, drawn on every map. On a shared border the upper one counts."),
    icon="map",
    add="",
    rows=all_areas,
    lines=_lines,
    form=AreaForm,
    move=move_area,
    list_template="desk/settings/areas.html",
)
