"""What follows by itself from a proved identity: two records of one person become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from heard.domain.people.models import Assurance, Identity
from heard.domain.people.operations.merging import merge_people
from heard.domain.people.queries.sameness import told_apart_from
from heard.domain.people.queries.wholes import holding_any, wholes
from heard.domain.people.rules.likeness import likeness, surely_one
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from heard.domain.people.models import Merge


@transaction.atomic
def link_proved(identity: Identity) -> Merge | None:
    """Merge its person with the one other who proved the same, the older standing for both; None where an agent must
    look: they have other names or birth dates, were told apart, or there are several.
    """
    if identity.assurance != Assurance.VERIFIED:
        return None
    whole_id = identity.person.whole_id
    proved = Identity.objects.filter(holding_any([identity]), assurance=Assurance.VERIFIED, person__erased_at=None)
    others = set(proved.exclude(person__whole_id=whole_id).values_list("person__whole_id", flat=True)[:2])
    if len(others) != 1 or others & told_apart_from(whole_id):
        return None
    both = sorted(wholes([whole_id, *others]).values(), key=lambda whole: whole.root.id)
    if len(both) != len({whole_id, *others}) or any(whole.root.restricted_at for whole in both):
        return None
    older, newer = both
    if not surely_one(older.traits, newer.traits):
        return None
    reasons = likeness(older.traits, newer.traits).reasons
    return merge_people(older.root, newer.root, reasons=reasons, actor=SYSTEM)
