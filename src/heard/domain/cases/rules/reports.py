"""What a report must say before it can become a case. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service
    from heard.kernel.location import Location

MOST_CHARACTERS = 4000


def check_report(
    service: Service, *, description: str, location: Location | None, address: str, inside: bool, reachable: bool
) -> None:
    """Refuse with a sentence for each field that needs another value."""
    wrong = {}
    if service.needs_location and not location and not address.strip():
        wrong["location"] = _("Tell us where it is.")
    if location and not inside:
        wrong["location"] = _("This place is outside our area. Ask the council of that place.")
    if len(description) > MOST_CHARACTERS:
        wrong["description"] = _("Use %(most)s characters or fewer.") % {"most": MOST_CHARACTERS}
    if service.needs_contact and not reachable:
        wrong["contact"] = _("Give an email address or a phone number, so that we can answer you.")
    if wrong:
        raise InvalidInput(wrong)
