"""What conditions about cases can ask: the fields of a case, with the choices the council has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.cases.models import Origin, Status
from heard.domain.catalogue.models import Priority, Service, ServiceGroup
from heard.domain.criteria.rules import Family, Field, Kind, Vocabulary
from heard.domain.places.models import Area
from heard.domain.questions.models import Question

if TYPE_CHECKING:
    from heard.domain.cases.models import Case


def case_vocabulary() -> Vocabulary:
    """The fields of a case. Lists of choices are read from the database when they are asked for."""
    return Vocabulary(
        [
            Field("service", _("service"), Kind.CHOICE, "service__code", choices=_services),
            Field("group", _("group of services"), Kind.CHOICE, "service__group__code", choices=_groups),
            Field("area", _("area"), Kind.AREA, "area__code", choices=_areas),
            Field("priority", _("priority"), Kind.CHOICE, "priority", choices=lambda: _labels(Priority)),
            Field("origin", _("channel"), Kind.CHOICE, "origin", choices=lambda: _labels(Origin)),
            Field("status", _("status"), Kind.CHOICE, "status", choices=lambda: _labels(Status)),
            Field("text", _("text"), Kind.TEXT, "description"),
            Field("address", _("address"), Kind.TEXT, "address"),
            Field("confidential", _("report is confidential"), Kind.TRUTH, "confidential"),
            Field("reported", _("time of the report"), Kind.MOMENT, "reported_at"),
            Field("time", _("time of day"), Kind.TIME_OF_DAY, "reported_at"),
            Field("weekday", _("day of the week"), Kind.WEEKDAY, "reported_at"),
        ],
        [Family("answers", _answer, _asked)],
    )


def case_facts(case: Case) -> dict[str, Any]:
    """The same fields of one case, for a condition to judge without asking the database again."""
    return {
        "service": case.service.code,
        "group": case.service.group.code,
        "area": case.area.code if case.area else None,
        "priority": case.priority,
        "origin": case.origin,
        "status": case.status,
        "text": case.description,
        "address": case.address,
        "confidential": case.confidential,
        "reported": case.reported_at,
        "time": case.reported_at,
        "weekday": case.reported_at,
        **{f"answers.{code}": value for code, value in case.answers.items()},
    }


def _answer(code: str) -> Field | None:
    """The answer to every question with this code: several lists may ask the same, in words of their own."""
    questions = list(Question.objects.filter(code=code).order_by("retired", "created_at"))
    if not questions:
        return None
    choices = {str(one["code"]): str(one["label"]) for question in reversed(questions) for one in question.choices}
    asked = {question.label for question in questions if not question.retired} or {questions[0].label}
    label = _("answer to “%(question)s”") % {"question": asked.pop() if len(asked) == 1 else code}
    read = (lambda: choices) if choices else None
    return Field(f"answers.{code}", label, Kind.ANSWER, "answers", key=code, choices=read)


def _asked() -> dict[str, str]:
    """The questions there are; a code that several ask is told by one that is not retired."""
    asked = Question.objects.order_by("-retired", "label").values_list("code", "label")
    return {code: _("answer: %(question)s") % {"question": label} for code, label in asked}


def _services() -> dict[str, str]:
    return dict(Service.objects.values_list("code", "name"))


def _groups() -> dict[str, str]:
    return dict(ServiceGroup.objects.values_list("code", "name"))


def _areas() -> dict[str, str]:
    return dict(Area.objects.values_list("code", "name"))


def _labels(choices: Any) -> dict[str, str]:
    return {value: str(label) for value, label in choices.choices}
