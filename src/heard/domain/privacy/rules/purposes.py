"""Why a member of staff looked at somebody's record: the codes the journal keeps, and the words residents read."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What a look was for. The labels are written to the person whose record it is."""

    CASE = "case", _("To work on a report")
    CALL = "call", _("To record a phone call")
    WALK_IN = "walk_in", _("To record a visit to our office")
    SORTING = "sorting", _("To sort a message you sent")
    SEARCH = "search", _("You were among the results of a search")
    PROFILE = "profile", _("To see how to reach you and what you asked us before")
    CORRECTION = "correction", _("To correct your details")
    MERGE = "merge", _("To see whether two records are about the same person")
    SEGMENT = "segment", _("To see whom a message would go to")
    RIGHTS = "rights", _("To work on your request about your data")
    SUPERVISION = "supervision", _("To check how our staff use your details")


# These come with the work itself: a report, a contact, a request of the person's own.
OF_THE_WORK = frozenset(
    {
        Purpose.CASE,
        Purpose.CALL,
        Purpose.WALK_IN,
        Purpose.SORTING,
        Purpose.RIGHTS,
    }
)
