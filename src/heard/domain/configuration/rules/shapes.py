"""The sections of a set-up: in which file each stands, what an entry is known by, and which keys it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from heard.domain.configuration.rules.keys import Key, Kind

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.utils.functional import _StrPromise

    from heard.domain.configuration.rules.keys import Item

FORMAT = 1
HEAD = "heard.yaml"
Identity = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One section. `file` is a list in one file, or, ending in "/", a folder with a file for each entry."""

    name: str
    file: str
    one: _StrPromise  # what an entry is called in a plan
    keys: tuple[Key, ...]
    known_by: tuple[str, ...] = ("code",)
    ordered: bool = False  # the order of the list means something
    namesakes: bool = False  # several may have the same name: they are told apart by their order

    @property
    def is_folder(self) -> bool:
        """Whether each entry has a file of its own."""
        return self.file.endswith("/")

    @property
    def can_rest(self) -> bool:
        """Whether an entry can go out of use."""
        return any(key.name == "active" for key in self.keys)

    def identity(self, item: Item) -> Identity:
        """What an entry is known by, namesakes aside."""
        return tuple(str(item.get(name) or "") for name in self.known_by)

    def by_identity(self, items: list[Item]) -> dict[Identity, Item]:
        """The entries by what they are known by."""
        known: dict[Identity, Item] = {}
        for item in items:
            known[self.identity_beside(known, item)] = item
        return known

    def identity_beside(self, known: Collection[Identity], item: Item) -> Identity:
        """What an entry is known by beside others; the second of two namesakes by its number too."""
        identity, number = self.identity(item), 1
        while self.namesakes and identity in known:
            number += 1
            identity = (*self.identity(item), str(number))
        return identity


def _text(name: str, *, needed: bool = False, without: str | None = None, refers: str = "") -> Key:
    return Key(name, needed=needed, without=without, refers=refers)


def _truth(name: str, *, without: bool = False) -> Key:
    return Key(name, Kind.TRUTH, without=without)


def _whole(name: str, without: int | None = None, *, needed: bool = False) -> Key:
    return Key(name, Kind.WHOLE, without=without, needed=needed)


def _texts(name: str, *, refers: str = "") -> Key:
    return Key(name, Kind.TEXTS, refers=refers)


def _tree(name: str) -> Key:
    return Key(name, Kind.TREE)


def _list(name: str) -> Key:
    return Key(name, Kind.LIST)


CODE, NAME, ACTIVE = _text("code", needed=True), _text("name", needed=True), _truth("active", without=True)

CALENDARS = Shape(
    name="calendars",
    file="calendars.yaml",
    one=gettext_lazy("Calendar"),
    known_by=("name",),
    keys=(
        NAME,
        _text("zone", without="UTC"),
        _list("windows"),
        _text("holidays_country"),
        _text("holidays_subdivision"),
        _texts("closures"),
        _list("special_days"),
    ),
)
DEPARTMENTS = Shape(
    name="departments",
    file="departments.yaml",
    one=gettext_lazy("Department"),
    keys=(CODE, NAME, _truth("serves_everyone"), _truth("live", without=True), ACTIVE),
)
TEAMS = Shape(
    name="teams",
    file="teams.yaml",
    one=gettext_lazy("Team"),
    keys=(
        CODE,
        NAME,
        _text("department", needed=True, refers="departments"),
        _text("calendar", needed=True, refers="calendars"),
        ACTIVE,
    ),
)
AREAS = Shape(
    name="areas",
    file="areas.geojson",
    one=gettext_lazy("Area"),
    ordered=True,
    keys=(CODE, NAME, _text("kind", without="neighbourhood"), ACTIVE, _tree("geometry")),
)
LAYERS = Shape(
    name="layers",
    file="layers.yaml",
    one=gettext_lazy("Layer"),
    ordered=True,
    keys=(
        CODE,
        NAME,
        _text("one_name", needed=True),
        _text("icon"),
        _truth("public", without=True),
        _truth("one_open_fault"),
        ACTIVE,
    ),
)
QUESTIONNAIRES = Shape(
    name="questionnaires",
    file="questionnaires/",
    one=gettext_lazy("Questionnaire"),
    keys=(CODE, NAME, _list("pages"), _list("stops"), _tree("translations")),
)
WORKFLOWS = Shape(
    name="workflows",
    file="workflows/",
    one=gettext_lazy("Workflow"),
    keys=(
        CODE,
        NAME,
        _list("stages"),
        _list("moves"),
        _list("tasks"),
        _list("cases"),
        _list("outcomes"),
        _text("again"),
        _tree("translations"),
    ),
)
GROUPS = Shape(
    name="groups",
    file="groups.yaml",
    one=gettext_lazy("Group of services"),
    ordered=True,
    keys=(CODE, NAME, _text("icon")),
)
LIFE_EVENTS = Shape(
    name="life_events",
    file="life_events.yaml",
    one=gettext_lazy("Life event"),
    ordered=True,
    keys=(CODE, NAME, _text("icon")),
)
TARGET = (
    _text("priority"),
    _text("first_response"),
    _text("next_update"),
    _text("resolution"),
    _tree("condition"),
)
SERVICES = Shape(
    name="services",
    file="services/",
    one=gettext_lazy("Service"),
    keys=(
        CODE,
        NAME,
        _text("group", needed=True, refers="groups"),
        _text("description"),
        _texts("words"),
        _text("icon"),
        _whole("position", 0),
        ACTIVE,
        _text("department", refers="departments"),
        _texts("life_events", refers="life_events"),
        _text("questionnaire", refers="questionnaires"),
        _text("workflow", refers="workflows"),
        _truth("information_only"),
        _text("information"),
        _text("season_from"),
        _text("season_until"),
        _texts("areas", refers="areas"),
        _whole("age_from"),
        _whole("age_until"),
        _text("fee"),
        _truth("needs_location", without=True),
        _truth("at_home"),
        _text("asset_layer", refers="layers"),
        _truth("needs_contact"),
        _truth("confidential"),
        _text("default_priority", without="normal"),
        _whole("duplicate_radius_m", 100),
        _whole("duplicate_days", 30),
        _whole("reopen_days", 14),
        _text("closers", without="anyone"),
        Key("targets", Kind.LIST, rows=TARGET),
    ),
)
TOPICS = Shape(name="topics", file="topics.yaml", one=gettext_lazy("Topic"), keys=(CODE, NAME, ACTIVE))
WORDINGS = Shape(
    name="wordings",
    file="wordings.yaml",
    one=gettext_lazy("Words of consent"),
    known_by=("purpose", "language"),
    keys=(_text("purpose", needed=True), _text("language", needed=True), _text("text", needed=True)),
)
RESTRAINTS = Shape(
    name="restraints",
    file="restraints.yaml",
    one=gettext_lazy("How often we write"),
    known_by=("purpose",),
    keys=(
        _text("purpose", needed=True),
        _whole("per_week", needed=True),
        _text("quiet_from"),
        _text("quiet_until"),
    ),
)
RULES = Shape(
    name="rules",
    file="rules.yaml",
    one=gettext_lazy("Routing rule"),
    known_by=("name",),
    ordered=True,
    namesakes=True,
    keys=(NAME, _tree("condition"), _text("team", needed=True, refers="teams"), _text("priority"), ACTIVE),
)
TEMPLATES = Shape(
    name="templates",
    file="templates.yaml",
    one=gettext_lazy("Prepared answer"),
    known_by=("name", "service"),
    ordered=True,
    namesakes=True,
    keys=(NAME, _text("service", refers="services"), _text("outcome"), ACTIVE, _text("text", needed=True)),
)
RETENTION = Shape(
    name="retention",
    file="retention.yaml",
    one=gettext_lazy("How long is kept"),
    known_by=("kind", "service"),
    keys=(
        _text("kind", needed=True),
        _text("service", refers="services"),
        _whole("keep_days", needed=True),
        _truth("active"),
    ),
)
AUTOMATIONS = Shape(
    name="automations",
    file="automations.yaml",
    one=gettext_lazy("Automation"),
    ordered=True,
    keys=(
        CODE,
        NAME,
        _tree("trigger"),
        _tree("condition"),
        _list("steps"),
        _truth("stops"),
        _truth("active"),
    ),
)

# In the order in which they are applied: each names only what stands before it.
SHAPES: dict[str, Shape] = {
    shape.name: shape
    for shape in (
        CALENDARS, DEPARTMENTS, TEAMS, AREAS, LAYERS, QUESTIONNAIRES, WORKFLOWS, GROUPS, LIFE_EVENTS, SERVICES, TOPICS,
        WORDINGS, RESTRAINTS, RULES, TEMPLATES, RETENTION, AUTOMATIONS,
    )
}  # fmt: skip
Setup = dict[str, list[dict[str, Any]]]  # by section, its entries; a section that is missing is not spoken of
