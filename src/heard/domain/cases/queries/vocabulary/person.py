"""Who reported it, as far as a case may know: language, needs, what they reported before. Confidential cases count
nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from heard.domain.cases.models import Case
from heard.domain.criteria.rules import Field, Kind
from heard.domain.people.models import Need, PersonKind

from .source import Source, labels_of, number_of, truth

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


def _fields(_now: datetime) -> list[Field]:
    shelf, counted = _("the resident"), Case.objects.filter(confidential=False)
    earlier = {"person__whole_id": "person__whole_id", "reported_at__lt": "reported_at"}
    return [
        Field("known", _("resident is known"), Kind.TRUTH, truth(Q(person__isnull=False)), shelf=shelf),
        Field("language", _("language of the resident"), Kind.CHOICE, "person__language", choices=_languages,
              shelf=shelf),
        Field("reporter", _("kind of resident"), Kind.CHOICE, "person__kind", choices=labels_of(PersonKind),
              shelf=shelf),
        Field("need", _("need of the resident"), Kind.CHOICE, "person__needs", choices=labels_of(Need), several=True,
              sensitive=True, shelf=shelf),
        Field("earlier_reports", _("number of earlier reports by the same resident"), Kind.NUMBER,
              number_of(counted, **earlier), whole=True, shelf=shelf),
        Field("earlier_same", _("number of earlier reports of the same service by the same resident"), Kind.NUMBER,
              number_of(counted, **earlier, service="service"), whole=True, shelf=shelf),
    ]  # fmt: skip


def _languages() -> dict[str, str]:
    return {code: str(name) for code, name in settings.HEARD_SPOKEN_LANGUAGES}


def _earlier(case: Case, **more: Any) -> QuerySet[Case]:
    if case.person is None:
        return Case.objects.none()
    theirs = Case.objects.filter(person__whole_id=case.person.whole_id, confidential=False)
    return theirs.filter(reported_at__lt=case.reported_at, **more)


PERSON = Source(
    _fields,
    {
        "known": lambda case, _now: case.person_id is not None,
        "language": lambda case, _now: case.person.language if case.person else None,
        "reporter": lambda case, _now: case.person.kind if case.person else None,
        "need": lambda case, _now: case.person.needs if case.person else [],
        "earlier_reports": lambda case, _now: _earlier(case).count(),
        "earlier_same": lambda case, _now: _earlier(case, service=case.service_id).count(),
    },
)
