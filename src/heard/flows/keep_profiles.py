"""What becomes untrue by itself: people grow older, and notes about them run out."""

from __future__ import annotations

from django.utils import timezone

from heard.domain.people.operations.ages import refresh_age_bands
from heard.domain.people.operations.notes import remove_expired_notes


def keep_profiles() -> None:
    """Once a night."""
    today = timezone.localdate()
    refresh_age_bands(today=today)
    remove_expired_notes(today=today)
