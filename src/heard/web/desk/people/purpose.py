"""What a resident's record is opened for, as the journal keeps it. It comes with the link, or is chosen on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.privacy.rules.purposes import Purpose

if TYPE_CHECKING:
    from heard.web.desk.access import DeskRequest

# What an agent may say by themselves; the others come with what they do.
TO_CHOOSE = (Purpose.PROFILE, Purpose.CALL, Purpose.WALK_IN, Purpose.CASE, Purpose.CORRECTION, Purpose.RIGHTS)


def purpose_of(request: DeskRequest) -> Purpose:
    """What `?for=` says; to see who it is, where nothing is said."""
    said = request.GET.get("for", "")
    return Purpose(said) if said in Purpose.values else Purpose.PROFILE
