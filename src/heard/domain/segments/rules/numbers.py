"""What numbers may say. A small count of a sensitive segment would tell of somebody; exact ones could be subtracted."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FEWEST = 5


def is_small(number: int, *, sensitive: bool) -> bool:
    """Whether so few must not be told, nor shown."""
    return sensitive and number < FEWEST


def number_in_words(number: int, *, sensitive: bool) -> str:
    """How many people: as it is; of a sensitive segment in fives, and not at all below five."""
    if not sensitive:
        return ngettext("%(n)s person", "%(n)s people", number) % {"n": _figure(number)}
    if is_small(number, sensitive=True):
        return _("fewer than %(n)d people") % {"n": FEWEST}
    return _("about %(n)s people") % {"n": _figure(number - number % FEWEST)}


def _figure(number: int) -> str:
    return number_format(number, force_grouping=True)
