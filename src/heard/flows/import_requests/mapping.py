"""How another system's columns become a case's: a TOML file, checked before the first row."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from heard.domain.cases.models import Outcome, Status

FIELDS = frozenset({
    "id", "service_code", "service_name", "status", "outcome", "reported_at", "updated_at", "closed_at",
    "latitude", "longitude", "address", "description", "outcome_note",
    "person_id", "person_name", "person_email", "person_phone", "messages",
})  # fmt: skip
TABLES = frozenset({"source", "format", "group", "team", "columns", "keep", "times", "status", "outcome", "services",
                    "skip"})  # fmt: skip
NO_OUTCOME = Outcome.ANSWERED
SHIPPED = Path(__file__).with_name("mappings")


class MappingTrouble(Exception):
    """A mapping that cannot be used; the sentence says what to mend."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a pattern in a column means."""

    column: str
    pattern: re.Pattern[str]
    value: str = ""

    def fits(self, cells: dict[str, str]) -> bool:
        return self.pattern.search(cells.get(self.column, "")) is not None


@dataclass(frozen=True, slots=True)
class ServiceNames:
    """Names of services: `known` turns theirs into ours; `empty` and `otherwise` stand in, where given."""

    known: dict[str, str] = field(default_factory=dict)
    empty: str = ""
    otherwise: str = ""
    active: bool = True  # whether residents are offered the services that are made

    def ours(self, theirs: str) -> str:
        """The name we use for theirs; "" where there is none."""
        if not theirs:
            return self.empty
        return self.known.get(theirs.lower()) or self.otherwise or theirs


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping, ready to use. `columns`: our field to the columns it is made of, joined by a blank."""

    source: str
    columns: dict[str, tuple[str, ...]]
    format: str = "csv"
    group: str = "Imported"
    team: str = ""
    keep: tuple[str, ...] = ()  # columns kept with the case as they are
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    time_format: str = ""  # empty: ISO 8601
    statuses: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    outcome_rules: tuple[Rule, ...] = ()
    outcome_otherwise: str = NO_OUTCOME
    services: ServiceNames = field(default_factory=ServiceNames)
    skip: tuple[Rule, ...] = ()

    def text(self, cells: dict[str, str], name: str) -> str:
        """What `cells` say for our field `name`."""
        columns = self.columns.get(name)
        if not columns:
            return ""
        if len(columns) == 1:
            return cells.get(columns[0], "").strip()
        return " ".join(part for column in columns if (part := cells.get(column, "").strip()))

    def skips(self, cells: dict[str, str]) -> bool:
        """Whether the council does not want this row at all."""
        return any(rule.fits(cells) for rule in self.skip)


def shipped_data(name: str) -> dict[str, Any]:
    """What stands in a mapping that Heard ships."""
    return tomllib.loads((SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))


def load_mapping(file: Path) -> Mapping:
    """The mapping of a TOML file; MappingTrouble says what is wrong with it."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingTrouble(f"The mapping {file.name} cannot be read: {error}") from error
    try:
        return mapping_of(data)
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise MappingTrouble(f"The mapping {file.name} is not as it should be: {error}") from error


def mapping_of(data: dict[str, Any]) -> Mapping:
    """The mapping this TOML says."""
    _refuse(set(data) - TABLES, "There is no setting {}. There are: " + ", ".join(sorted(TABLES)) + ".")
    columns = {name: _texts(value) for name, value in data.get("columns", {}).items()}
    _refuse(set(columns) - FIELDS, "A case has no field {}. It has: " + ", ".join(sorted(FIELDS)) + ".")
    _refuse({"id", "reported_at"} - set(columns), "The mapping needs a column for {}.")
    if not data.get("source"):
        raise MappingTrouble('The mapping needs a name for where the requests come from: source = "…".')
    times, outcome, services = data.get("times", {}), data.get("outcome", {}), data.get("services", {})
    outcomes = outcome.get("values", {})
    rules = tuple(Rule(rule["column"], re.compile(rule["pattern"]), rule["is"]) for rule in outcome.get("rules", []))
    otherwise = outcome.get("otherwise", NO_OUTCOME)
    _refuse(set(data.get("status", {}).values()) - set(Status.values), "There is no status {}.")
    used = {*outcomes.values(), *(rule.value for rule in rules), otherwise}
    _refuse(used - set(Outcome.values), "There is no outcome {}. There are: " + ", ".join(Outcome.values) + ".")
    return Mapping(
        source=data["source"],
        columns=columns,
        format=data.get("format", "csv"),
        group=data.get("group", "Imported"),
        team=data.get("team", ""),
        keep=tuple(data.get("keep", ())),
        zone=_zone(times.get("zone", "UTC")),
        time_format=times.get("format", ""),
        statuses={key.lower(): value for key, value in data.get("status", {}).items()},
        outcomes={key.lower(): value for key, value in outcomes.items()},
        outcome_rules=rules,
        outcome_otherwise=otherwise,
        services=ServiceNames(
            {key.lower(): value for key, value in services.get("names", {}).items()},
            services.get("empty", ""),
            services.get("otherwise", ""),
            services.get("active", True),
        ),
        skip=tuple(Rule(rule["column"], re.compile(rule["pattern"])) for rule in data.get("skip", [])),
    )


def _texts(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise MappingTrouble(f"There is no time zone “{name}”.") from error


def _refuse(names: set[str], sentence: str) -> None:
    if names:
        raise MappingTrouble(sentence.format(", ".join(f"“{name}”" for name in sorted(names))))
