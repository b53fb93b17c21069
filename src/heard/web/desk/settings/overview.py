"""What the overview of the settings shows: every part under a heading. A page that is no list of rows is a `Place`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from heard.web.desk.settings.sections import SECTIONS

if TYPE_CHECKING:
    from heard.web.desk.settings.section import Words


@dataclass(frozen=True, slots=True)
class Place:
    """A page of its own."""

    url_name: str
    title: Words
    explains: Words
    icon: str

    @property
    def href(self) -> str:
        """Where it is."""
        return reverse(self.url_name)


@dataclass(frozen=True, slots=True)
class Part:
    """An entry as the page draws it."""

    href: str
    title: Words
    explains: Words
    icon: str


FIRST_STEPS = Place(
    "desk:settings_first", _("First steps"), _("What a council needs, in order, and how far you are."), "flag"
)
BRING_IN = Place(
    "desk:imports",
    _("Bring what you have"),
    _("Requests, residents, staff and articles of another system, from a file."),
    "arrow-on",
)

STARTERS = Place(
    "desk:settings_starters",
    _("Start from a catalogue"),
    _("Sixty services with their questions, promises and words: take all or some."),
    "list",
)
AS_FILES = Place(
    "desk:settings_configuration",
    _("The set-up as files"),
    _("Take everything along as text files, bring it in, see what was applied, go back."),
    "note",
)

# Each heading with what stands under it: the slug of a section, or a place. A section named nowhere comes last.
HEADINGS: tuple[tuple[Words, tuple[str | Place, ...]], ...] = (
    (_("What you offer"), ("services", "groups", "questionnaires", "life-events", "layers", STARTERS)),
    (_("How work goes"), ("rules", "workflows", "automations", "replies", "articles")),
    (_("Who works when"), ("staff", "teams", "departments", "calendars")),
    (_("Places"), ("areas",)),
    (_("What may be sent and kept"), ("topics", "wordings", "restraints", "retention")),
    (_("The set-up as a whole"), (FIRST_STEPS, AS_FILES, BRING_IN)),
)


def overview() -> list[tuple[Words, list[Part]]]:
    """The headings with their parts, in order."""
    named = {one for _heading, parts in HEADINGS for one in parts if isinstance(one, str)}
    rest = tuple(slug for slug in SECTIONS if slug not in named)
    headings = (*HEADINGS, (_("And also"), rest)) if rest else HEADINGS
    return [(heading, [_part(one) for one in parts if one in SECTIONS or isinstance(one, Place)])
            for heading, parts in headings]  # fmt: skip


def _part(one: str | Place) -> Part:
    if isinstance(one, Place):
        return Part(one.href, one.title, one.explains, one.icon)
    section = SECTIONS[one]
    return Part(reverse("desk:settings_list", args=[section.slug]), section.title, section.explains, section.icon)
