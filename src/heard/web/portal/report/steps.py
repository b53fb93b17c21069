"""The order of the pages, and which comes next. No requests and no database."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SERVICE, PLACE, NEARBY, DETAILS, PHOTOS, CONTACT, CHECK = (
    "service", "place", "nearby", "details", "photos", "contact", "check",
)  # fmt: skip
ORDER = (SERVICE, PLACE, NEARBY, DETAILS, PHOTOS, CONTACT, CHECK)

# Progress as the resident sees it: a few words for the seven pages.
STAGES = ((_("Where"), (PLACE, NEARBY)), (_("What"), (DETAILS, PHOTOS)), (_("You"), (CONTACT,)), (_("Send"), (CHECK,)))

# An answer that makes another one worth asking again.
UPSETS = {SERVICE: {NEARBY, DETAILS}, PLACE: {NEARBY}}


def after(done: set[str], step: str) -> list[str]:
    """The steps that count as answered once `step` is."""
    return sorted((done - UPSETS.get(step, set())) | {step}, key=ORDER.index)


def next_step(done: set[str]) -> str:
    """The first page still to be answered; the last one when all are."""
    return next((step for step in ORDER if step not in done), CHECK)


def step_before(step: str) -> str | None:
    """The page before this one."""
    at = ORDER.index(step)
    return ORDER[at - 1] if at else None


def stage_of(step: str) -> int:
    """Which stage this page belongs to, from 1; the service is chosen before the first."""
    return next((number for number, (_name, pages) in enumerate(STAGES, start=1) if step in pages), 0)
