"""The council's own thing that was reported: which lamp, which bin, and how often before. Confidential cases count
nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.assets.models import Layer
from heard.domain.cases.models import Case
from heard.domain.criteria.rules import Field, Kind

from .source import Source, named, number_of

if TYPE_CHECKING:
    from datetime import datetime


def _fields(_now: datetime) -> list[Field]:
    shelf = _("the thing")
    earlier = number_of(Case.objects.filter(confidential=False), asset="asset", reported_at__lt="reported_at")
    layers = named(Layer.objects)
    return [
        Field("layer", _("kind of thing"), Kind.CHOICE, "asset__layer__code", choices=layers, shelf=shelf),
        Field("thing", _("number of the thing"), Kind.TEXT, "asset__code", shelf=shelf),
        Field("earlier_faults", _("number of earlier reports of the same thing"), Kind.NUMBER, earlier, whole=True,
              shelf=shelf),
    ]  # fmt: skip


def _earlier(case: Case) -> int:
    if case.asset_id is None:
        return 0
    earlier = Case.objects.filter(asset=case.asset_id, confidential=False, reported_at__lt=case.reported_at)
    return earlier.count()


THINGS = Source(
    _fields,
    {
        "layer": lambda case, _now: case.asset.layer.code if case.asset else None,
        "thing": lambda case, _now: case.asset.code if case.asset else None,
        "earlier_faults": lambda case, _now: _earlier(case),
    },
)
