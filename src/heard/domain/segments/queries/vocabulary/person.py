"""Who they are: what stands coded on their own row, and on those of the records merged into them.

Single things (language, area, age) are those of the record that stands for the person; lists are of all together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from heard.domain.criteria.rules import Field, Kind
from heard.domain.people.models import AgeBand, Need, Person, PersonKind, Topic
from heard.domain.people.rules.profiles import PREFERRED_CHANNELS
from heard.domain.places.models import Area

from .source import MERGED_AWAY, Source, labels_of, theirs

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Self:
    """The coded columns of a person, as one."""

    kind: str
    language: str
    other_languages: list[str]
    area: str | None
    age_band: str
    needs: list[str]
    interests: list[str]
    preferred_channel: str
    since: datetime


def _fields(_now: datetime) -> list[Field]:
    read = PERSON.read
    lists: dict[str, Any] = {"several": True, "through": _any_record}
    return [
        Field("kind", _("kind"), Kind.CHOICE, "kind", read("kind"), labels_of(PersonKind)),
        Field("area", _("area"), Kind.AREA, "area__code", read("area"), _areas),
        Field("language", _("language"), Kind.CHOICE, "language", read("language"), _languages),
        Field(
            "other_language",
            _("other language"),
            Kind.CHOICE,
            "other_languages",
            read("other_languages"),
            _languages,
            **lists,
        ),
        Field("interest", _("interest"), Kind.CHOICE, "interests", read("interests"), _topics, **lists),
        Field("need", _("need"), Kind.CHOICE, "needs", read("needs"), labels_of(Need), **lists, sensitive=True),
        Field(
            "age",
            _("age"),
            Kind.CHOICE,
            "age_band",
            read("age_band"),
            labels_of(AgeBand),
            blank=True,
            sensitive=True,
        ),
        Field(
            "channel",
            _("preferred channel"),
            Kind.CHOICE,
            "preferred_channel",
            read("preferred_channel"),
            _channels,
            blank=True,
        ),
        Field("known_since", _("day we first knew of them"), Kind.MOMENT, "created_at", read("since")),
    ]


def _any_record(fits: Q) -> Q:
    """Of the record itself, or of one merged into it; those are few."""
    merged = Person.objects.filter(id__in=MERGED_AWAY.values("other"))
    return fits | theirs(merged, "whole_id")(fits)


def _facts(people: Collection[UUID]) -> dict[UUID, Self]:
    columns = (
        "id whole_id kind language other_languages area__code age_band needs interests preferred_channel created_at"
    )
    rows = list(Person.objects.filter(whole_id__in=list(people)).order_by("id").values(*columns.split()))
    lists: dict[UUID, dict[str, list[str]]] = {}
    for row in rows:
        gathered = lists.setdefault(row["whole_id"], {"other_languages": [], "needs": [], "interests": []})
        for name, items in gathered.items():
            items.extend(row[name])
    return {row["id"]: _self(row, lists[row["id"]]) for row in rows if row["id"] == row["whole_id"]}


def _self(row: dict[str, Any], lists: dict[str, Any]) -> Self:
    single: dict[str, Any] = {name: row[name] for name in ("kind", "language", "age_band", "preferred_channel")}
    return Self(**single, **lists, area=row["area__code"], since=row["created_at"])


def _areas() -> dict[str, str]:
    return dict(Area.objects.values_list("code", "name"))


def _topics() -> dict[str, str]:
    return dict(Topic.objects.values_list("code", "name"))


def _languages() -> dict[str, str]:
    """Every language that has a name here, in the reader's own."""
    return {
        code: str(get_language_info(code)["name_translated"]) for code, about in LANG_INFO.items() if "name" in about
    }


def _channels() -> dict[str, str]:
    return {code: str(label) for code, label in PREFERRED_CHANNELS.items() if code}


PERSON = Source("person", _fields, _facts)
