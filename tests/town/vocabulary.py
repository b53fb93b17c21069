"""What the conditions of these tests are about: cases, as rows and as facts."""

from __future__ import annotations

from operator import attrgetter

from heard.domain.catalogue.models import Priority
from heard.domain.criteria.rules import Family, Field, Kind, Vocabulary

SERVICES = {"pothole": "Pothole", "graffiti": "Graffiti", "street-light": "Street light"}
AREAS = {"northside": "Northside", "harbour": "Harbour"}


def answer(code: str) -> Field | None:
    """Any question may have been asked, as long as it has the name of one."""
    if not code.replace("-", "").replace("_", "").isalnum():
        return None
    return Field(
        f"answers.{code}",
        f"answer to {code}",
        Kind.ANSWER,
        "answers",
        read=lambda case: case.answers.get(code),
        choices={"deep": "Deeper than a hand"}.copy,
        key=code,
    )


CASES = Vocabulary(
    [
        Field("service", "service", Kind.CHOICE, "service__code", attrgetter("service.code"), SERVICES.copy),
        Field("priority", "priority", Kind.CHOICE, "priority", attrgetter("priority"), lambda: dict(Priority.choices)),
        Field("area", "area", Kind.AREA, "area__code", lambda case: case.area.code if case.area else None, AREAS.copy),
        Field("text", "text", Kind.TEXT, "description", attrgetter("description")),
        Field("reopened", "number of reopenings", Kind.NUMBER, "reopened", attrgetter("reopened"), whole=True),
        Field("reported", "time of the report", Kind.MOMENT, "reported_at", attrgetter("reported_at")),
        Field("responded", "first response", Kind.MOMENT, "responded_at", attrgetter("responded_at")),
        Field("hour", "time of day", Kind.TIME_OF_DAY, "reported_at", attrgetter("reported_at")),
        Field("weekday", "weekday", Kind.WEEKDAY, "responded_at", attrgetter("responded_at")),
        Field("confidential", "report is confidential", Kind.TRUTH, "confidential", attrgetter("confidential")),
    ],
    [Family("answers", answer)],
)
