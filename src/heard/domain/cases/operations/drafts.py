"""Reports in the making. Nothing has been said to the council yet, so none of this is written to the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from heard.domain.cases.models import Draft

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from heard.domain.cases.models import Case


@transaction.atomic
def save_draft(draft: Draft, **changes: Any) -> Draft:
    """Keep these answers beside those given before; the first ones make the draft."""
    kept = _locked(draft)
    kept.data = {**kept.data, **changes}
    _save(kept)
    return kept


@transaction.atomic
def add_photos_to_draft(draft: Draft, photos: list[dict[str, Any]], *, limit: int) -> Draft:
    """Keep these photos too, up to `limit` in all. The same photo chosen twice is one photo."""
    kept = _locked(draft)
    by_key = {photo["key"]: photo for photo in [*kept.data.get("photos", []), *photos]}
    kept.data["photos"] = list(by_key.values())[:limit]
    _save(kept)
    return kept


@transaction.atomic
def remove_photo_from_draft(draft: Draft, key: str) -> Draft:
    """Leave this photo out."""
    kept = _locked(draft)
    kept.data["photos"] = [photo for photo in kept.data.get("photos", []) if photo["key"] != key]
    _save(kept)
    return kept


def open_draft(draft: Draft) -> Draft:
    """The draft, held until the caller's transaction ends: a second sending waits and sees what the first one did."""
    return _locked(draft)


@transaction.atomic
def finish_draft(draft: Draft, *, case: Case, conversation: UUID, joined: bool = False) -> Draft:
    """It became this case, or `joined` it. What was written is the case's now: the draft forgets it."""
    kept = _locked(draft)
    kept.sent_as = case
    kept.data = {"conversation": str(conversation), "joined": joined}
    _save(kept)
    return kept


def remove_old_drafts(*, before: datetime) -> set[str]:
    """Forget the drafts nobody has touched since; the keys of the photos they held, for the caller to look after."""
    old = Draft.objects.filter(changed_at__lt=before)
    held = {key for keys in old.values_list("photos", flat=True) for key in keys}
    old.delete()
    return held - held_by_drafts(held)


def held_by_drafts(keys: set[str]) -> set[str]:
    """Of these, what a draft still holds: the file store keeps one copy of a photo, whoever sent it."""
    if not keys:
        return set()
    drafts = Draft.objects.exclude(photos=[]).values_list("photos", flat=True)
    return keys & {key for held in drafts for key in held}


def _save(draft: Draft) -> None:
    draft.photos = _photo_keys(draft)
    draft.save()


def _photo_keys(draft: Draft) -> list[str]:
    """What it holds in the file store, beside the sealed data, for a clean-up that reads nobody's words."""
    return [photo[part] for photo in draft.data.get("photos", []) for part in ("key", "thumbnail_key")]


def _locked(draft: Draft) -> Draft:
    """The draft as it is now, until the transaction ends; one that was never saved is saved first."""
    Draft.objects.get_or_create(id=draft.id, defaults={"data": draft.data, "photos": _photo_keys(draft)})
    return Draft.objects.select_for_update().get(id=draft.id)
