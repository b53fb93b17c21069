"""Reading requests: the queue, one request, what a person asked, and the copies made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils import timezone

from heard.domain.people.models import LINKS_BY_ITSELF, Assurance, Identity, IdentityKind
from heard.domain.people.rules.reaching import came_with
from heard.domain.privacy.models import Copy, RightsRequest
from heard.domain.privacy.models.requests import STANDING
from heard.domain.privacy.rules.deadlines import WARN_BEFORE
from heard.kernel import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from heard.domain.people.models import Person

ENDED_SHOWN = 50


def requests_to_answer(*, limit: int = 500) -> list[RightsRequest]:
    """What stands, first due first."""
    return list(_whole().filter(STANDING).order_by("due_on", "id")[:limit])


def requests_answered(*, limit: int = ENDED_SHOWN) -> list[RightsRequest]:
    """What was answered, newest first."""
    return list(_whole().filter(ended_at__isnull=False).order_by("-ended_at")[:limit])


def request_to_read(request_id: UUID) -> RightsRequest:
    """One with its person and the copies made for it; RightsRequest.DoesNotExist where there is none."""
    copies = Prefetch("copies", Copy.objects.select_related("by"))
    return _whole().prefetch_related(copies, "person__identities").get(pk=request_id)


def requests_of(person: Person) -> list[RightsRequest]:
    """Everything this person asked, newest first."""
    return list(_whole().filter(person__whole_id=person.whole_id).order_by("-asked_at"))


def standing_request(person: Person, kind: str) -> RightsRequest | None:
    """What this person, by whichever record, asks for already."""
    return _whole().filter(STANDING, person__whole_id=person.whole_id, kind=kind).first()


def requests_to_warn_of() -> list[RightsRequest]:
    """Those whose date comes near, of which nobody was told yet."""
    last = timezone.localtime(clock.now()).date() + WARN_BEFORE
    return list(_whole().filter(STANDING, warned_at__isnull=True, due_on__lte=last))


def copy_to_fetch(copy_id: UUID) -> Copy:
    """One copy with its person; Copy.DoesNotExist where there is none."""
    return Copy.objects.select_related("person", "request").get(pk=copy_id)


def address_to_prove(person: Person) -> Identity | None:
    """Where a code can be sent: the surest email address of the whole that mail still reaches, the newest first.

    One that nobody proved counts only where it came with its record: whoever had it added later, to the record of
    somebody without any, would read a stranger's data by proving their own address.
    """
    order = {Assurance.VERIFIED: 0, Assurance.ATTESTED: 1, Assurance.UNVERIFIED: 2}
    usable = Identity.objects.filter(
        person__whole_id=person.whole_id, kind=IdentityKind.EMAIL, unusable_since__isnull=True
    ).select_related("person")
    fitting = [one for one in usable.order_by("-created_at") if one.assurance in LINKS_BY_ITSELF or came_with(one)]
    return min(fitting, key=lambda one: order[Assurance(one.assurance)], default=None)


def _whole() -> QuerySet[RightsRequest]:
    return RightsRequest.objects.select_related("person", "handled_by")
