"""What was reported: the service, the words, how it came, how it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.cases.models import Origin
from heard.domain.catalogue.models import Priority, Service, ServiceGroup
from heard.domain.criteria.rules import Field, Kind

from .source import Source, labels_of, named, of_rows

if TYPE_CHECKING:
    from datetime import datetime


def _fields(_now: datetime) -> list[Field]:
    shelf = _("the report")
    rows = of_rows(Service.objects, "service")
    services, groups = named(Service.objects), named(ServiceGroup.objects)
    return [
        Field("service", _("service"), Kind.CHOICE, "code", choices=services, through=rows, shelf=shelf),
        Field("group", _("group of services"), Kind.CHOICE, "group__code", choices=groups, through=rows, shelf=shelf),
        Field("priority", _("priority"), Kind.CHOICE, "priority", choices=labels_of(Priority), shelf=shelf),
        Field("origin", _("channel"), Kind.CHOICE, "origin", choices=labels_of(Origin), shelf=shelf),
        Field("text", _("text"), Kind.TEXT, "description", shelf=shelf),
        Field("confidential", _("report is confidential"), Kind.TRUTH, "confidential", shelf=shelf),
    ]


REPORT = Source(
    _fields,
    {
        "service": lambda case, _now: case.service.code,
        "group": lambda case, _now: case.service.group.code,
        "priority": lambda case, _now: case.priority,
        "origin": lambda case, _now: case.origin,
        "text": lambda case, _now: case.description,
        "confidential": lambda case, _now: case.confidential,
    },
)
