"""The order of the pages, and which comes next. No requests and no database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Sequence

SERVICE, PLACE, ASSET, NEARBY, DETAILS, PHOTOS, CONTACT, CHECK = (
    "service", "place", "asset", "nearby", "details", "photos", "contact", "check",
)  # fmt: skip
ORDER = (SERVICE, PLACE, ASSET, NEARBY, DETAILS, PHOTOS, CONTACT, CHECK)
STOP = "stop"  # why it goes no further; never done
QUESTIONS = "questions/"  # in front of the code of a page of the service's questionnaire

# Progress as the resident sees it: a few words for all the pages.
STAGES = (
    (_("Where"), (PLACE, ASSET, NEARBY)),
    (_("What"), (DETAILS, PHOTOS)),
    (_("You"), (CONTACT,)),
    (_("Send"), (CHECK,)),
)

# An answer that makes another one worth asking again.
UPSETS = {SERVICE: {ASSET, NEARBY, DETAILS}, PLACE: {ASSET, NEARBY}, ASSET: {NEARBY}}


def after(done: set[str], step: str) -> list[str]:
    """The steps that count as answered once `step` is. Another service has other questions."""
    kept = {one for one in done if not one.startswith(QUESTIONS)} if step == SERVICE else done
    return sorted((kept - UPSETS.get(step, set())) | {step})


def order(first: Sequence[str], later: Sequence[str]) -> list[str]:
    """All pages of this report: the questionnaire asks some before the place, the others after it."""
    return [SERVICE, *first, PLACE, ASSET, NEARBY, *later, DETAILS, PHOTOS, CONTACT, CHECK]


def next_step(done: set[str], *, first: Sequence[str] = (), later: Sequence[str] = ()) -> str:
    """The first page still to be answered; the last one when all are."""
    return next((step for step in order(first, later) if step not in done), CHECK)


def stage_of(step: str) -> int:
    """Which stage this page belongs to, from 1; the service is chosen before the first."""
    if step.startswith(QUESTIONS):
        return stage_of(DETAILS)
    return next((number for number, (_name, pages) in enumerate(STAGES, start=1) if step in pages), 0)
