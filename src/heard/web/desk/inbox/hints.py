"""What a search may have meant: a reference that is slightly wrong, a service by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from heard.domain.cases.queries.access import proper_reference
from heard.domain.catalogue.queries import active_services

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service

MOST_SERVICES = 3
SHORTEST_WORD = 3


def reference_hint(text: str) -> str:
    """What to do about a reference that led nowhere; nothing where the text does not look like one."""
    prefix = settings.HEARD_COUNCIL["reference_prefix"]
    if reference := proper_reference(text):
        return _("There is no case %(reference)s that you can open.") % {"reference": reference}
    # Two signs more or less than a reference has; without the prefix only as it is printed, else any word would do.
    if not re.fullmatch(rf"\s*(?:{re.escape(prefix)}(?:[\s-]*\w){{5,9}}|\w{{4}}-\w{{3}})\s*", text, re.IGNORECASE):
        return ""
    return _("Check the reference: one of its letters or digits is wrong or missing. It looks like %(example)s.") % {
        "example": f"{prefix}-7K3M-9XQ"
    }


def services_called(text: str) -> list[Service]:
    """The services whose name has all these words, or words that begin so."""
    words = text.casefold().split()
    if not any(len(word) >= SHORTEST_WORD for word in words):
        return []
    return [service for service in active_services() if _all_begin(words, service.name)][:MOST_SERVICES]


def _all_begin(words: list[str], name: str) -> bool:
    parts = name.casefold().split()
    return all(any(part.startswith(word) for part in parts) for word in words)
