"""What conditions about cases can ask of their conversations: who spoke last, and when. Automatic mail is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext as _

from heard.domain.cases.queries.vocabulary.source import Source, truth
from heard.domain.conversations.models import Direction, Message
from heard.domain.criteria.rules import Field, Kind

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from heard.domain.cases.models import Case

SPOKEN = Q(automatic="", acknowledgement=False, held=False)


def _fields(_now: datetime) -> list[Field]:
    shelf, wrote, answered = _("the conversation"), _last(Direction.IN), _last(Direction.OUT)
    waits = Q(GreaterThan(wrote, Coalesce(answered, F("reported_at"))))
    return [
        Field("wrote", _("time the resident last wrote"), Kind.MOMENT, wrote, shelf=shelf),
        Field("answered", _("time we last answered"), Kind.MOMENT, answered, shelf=shelf),
        Field("unanswered", _("resident waits for an answer"), Kind.TRUTH, truth(waits), shelf=shelf),
    ]


def _last(direction: str) -> Subquery:
    spoken = Message.objects.filter(SPOKEN, conversation__case=OuterRef("pk"), direction=direction).order_by()
    return Subquery(spoken.values("conversation__case").annotate(last=Max("sent_at")).values("last"))


def _spoken(case: Case, direction: str) -> datetime | None:
    spoken: QuerySet[Message] = Message.objects.filter(SPOKEN, conversation__case=case, direction=direction)
    last: datetime | None = spoken.aggregate(last=Max("sent_at"))["last"]
    return last


def _waits(case: Case) -> bool:
    wrote = _spoken(case, Direction.IN)
    return wrote is not None and wrote > (_spoken(case, Direction.OUT) or case.reported_at)


TALK = Source(
    _fields,
    {
        "wrote": lambda case, _now: _spoken(case, Direction.IN),
        "answered": lambda case, _now: _spoken(case, Direction.OUT),
        "unanswered": lambda case, _now: _waits(case),
    },
)
