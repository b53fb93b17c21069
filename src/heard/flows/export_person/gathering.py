"""Everything about a person as plain data: each part's rows, who looked, what happened, and what is held back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from heard.domain.consent.models import ConsentEntry
from heard.domain.consent.queries.ledger import topic_names
from heard.domain.conversations.models import Attachment
from heard.domain.conversations.rules.mentions import with_others_named
from heard.domain.journal.models import Entry
from heard.domain.people.models import Person
from heard.domain.privacy.queries.looks import LOOKED, looks_at, posts_of
from heard.domain.teams.models import Staff
from heard.domain.teams.queries import staff_ever_named
from heard.domain.vault.fields import LockColumn
from heard.flows.export_person.parts import HELD_BACK, PARTS
from heard.flows.export_person.words import called_in, is_among_colleagues, without_keys
from heard.kernel import clock
from heard.kernel.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Field, Model

    from heard.domain.privacy.rules.looks import Post
    from heard.flows.export_person.parts import Part

FORMAT = "heard.person/1"
SOMEBODY_ELSE = "somebody else"


@dataclass(frozen=True, slots=True)
class Everything:
    """The plain data, and the keys of the files that go with it: {name in the copy: key in the store}."""

    data: dict[str, Any]
    files: dict[str, str]


def everything_about(person: Person) -> Everything:
    """All records of the whole."""
    records = set(Person.objects.filter(whole_id=person.whole_id).values_list("pk", flat=True))
    rows = {part.name: _rows(part, records) for part in PARTS}
    looks = looks_at(person, limit=None)
    steps = list(Entry.objects.filter(person_id__in=records).exclude(kind=LOOKED).order_by("at", "id"))
    called = {one.email.split("@")[0].lower(): one.id for one in _staff_called(rows.values())}
    others = [look.staff_id for look in looks] + [step.actor_id for step in steps] + list(called.values())
    writer = Writer(records, posts_of(_staff_in(rows.values(), others)), called, topic_names())
    data: dict[str, Any] = {
        "format": FORMAT,
        "council": settings.HEARD_COUNCIL["name"],
        "made_at": clock.now().isoformat(),
        "held_back": {what: str(why) for what, why in HELD_BACK.items()},
    }
    data |= {part.name: [writer.row(part, row) for row in rows[part.name]] for part in PARTS}
    data["looks"] = [
        {
            "at": look.at.isoformat(),
            "by": writer.staff(look.staff_id),
            "purpose": look.purpose,
            "case": _id(look.case_id),
        }
        for look in looks
    ]
    data["history"] = [writer.step(step) for step in steps]
    return Everything(
        without_keys(data), {_file_name(file): file.key for file in rows["attachments"] if isinstance(file, Attachment)}
    )


@dataclass(frozen=True, slots=True)
class Writer:
    """Rows as data: staff by role, other people by what they are."""

    records: set[UUID]
    posts: dict[UUID, list[Post]]
    called: dict[str, UUID]  # colleagues by the name with which notes call them
    topics: dict[str, str]

    def row(self, part: Part, row: Model) -> dict[str, Any]:
        """One row of a part."""
        columns = (column for column in row._meta.concrete_fields if column.name not in part.without)  # noqa: SLF001
        data = {column.name: self._column(column, row) for column in columns if not isinstance(column, LockColumn)}
        data |= {name: _plain(_across(row, path)) for name, path in part.more.items()}
        if isinstance(row, Attachment):
            data["key"] = _file_name(row)
        if isinstance(row, Person):
            data["interest_names"] = [self.topics.get(code, code) for code in row.interests]
        if isinstance(row, ConsentEntry):
            data["topic_name"] = self.topics.get(row.topic, row.topic)
        return self._among_colleagues(data) if is_among_colleagues(row) else data

    def step(self, step: Entry) -> dict[str, Any]:
        """Something that happened, as the journal has it: ids and codes."""
        who = self.staff(step.actor_id) if step.actor_kind == "staff" else step.actor_kind
        about = {"case": _id(step.case_id), "subject": _id(step.subject_id)}
        return {"at": step.at.isoformat(), "kind": step.kind, "by": who, **about, "data": step.data}

    def staff(self, staff_id: UUID | None) -> str:
        """What a colleague is, and where; never who."""
        posts = self.posts.get(staff_id, []) if staff_id else []
        return ", ".join(filter(None, (posts[0].role, posts[0].department))) if posts else _("A member of staff")

    def _among_colleagues(self, data: dict[str, Any]) -> dict[str, Any]:
        roles = {name: self.staff(staff_id) for name, staff_id in self.called.items()}
        words = {name for name in ("text", "full_text") if data.get(name)}
        return data | {name: with_others_named(data[name], roles) for name in words}

    def _column(self, column: Field[Any, Any], row: Model) -> Any:
        value = getattr(row, column.attname)
        if value is None or not column.is_relation:
            return _plain(value)
        if column.related_model is Staff:
            return self.staff(value)
        if column.related_model is Person:
            return str(value) if value in self.records else SOMEBODY_ELSE
        return _plain(value)


def _rows(part: Part, records: set[UUID]) -> list[Model]:
    related = {path.split("__")[0] for path in part.more.values()}
    found = part.model._default_manager.filter(part.where(records))  # noqa: SLF001 -- Django's documented way
    return list(found.select_related(*related).order_by("created_at", "pk"))


def _staff_in(rows: Iterable[list[Model]], more: Iterable[UUID | None]) -> set[UUID]:
    """Every member of staff that these rows name."""
    found = {staff_id for staff_id in more if staff_id}
    for row in (row for several in rows for row in several):
        columns = [column for column in row._meta.concrete_fields if column.related_model is Staff]  # noqa: SLF001
        found |= {getattr(row, column.attname) for column in columns} - {None}
    return found


def _staff_called(rows: Iterable[list[Model]]) -> Iterable[Staff]:
    return staff_ever_named(called_in(row for several in rows for row in several))


def _across(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


def _file_name(file: Any) -> str:
    """Where a file lies in the copy: its own name made harmless, under its id."""
    name = "".join(sign if sign.isalnum() or sign in "-_. " else "_" for sign in file.name).strip(". ")
    return f"files/{file.id}/{name or 'file'}"


def _id(value: UUID | None) -> str | None:
    return str(value) if value else None


def _plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Location):
        return {"lon": value.lon, "lat": value.lat}
    if isinstance(value, UUID):
        return str(value)
    return value
