"""Proving an identity by a code: made here, asked back here. The sending is flows/prove_identity.py."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.journal.operations import record
from heard.domain.people.models import Identity, Proof
from heard.domain.people.operations.identities import verify_identity
from heard.domain.people.queries.wholes import keys_of
from heard.domain.people.rules.proofs import is_open
from heard.domain.vault.digests import digest, digests
from heard.kernel import clock
from heard.kernel.errors import Refused
from heard.kernel.throttle import allow

if TYPE_CHECKING:
    from heard.kernel.actor import Actor

LASTS = timedelta(minutes=15)
DIGITS = 6
CODES_AN_HOUR = 4
CODES_A_DAY = 12
_HOUR = 60 * 60


@transaction.atomic
def make_code(identity: Identity, *, actor: Actor) -> str:
    """A new code for this identity; the ones before it are void. Only its digest is kept."""
    # By the address and not by the row: whoever types one into many forms does not flood its owner.
    address = keys_of(identity)[-1]
    often = allow("proof", address, limit=CODES_AN_HOUR, seconds=_HOUR)
    if not (allow("proofs", address, limit=CODES_A_DAY, seconds=24 * _HOUR) and often):
        raise Refused(_("We sent several codes already. Use the newest one, or try again in an hour."))
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    Proof.objects.filter(identity=identity, used_at__isnull=True).delete()
    proof = Proof(identity=identity, expires_at=clock.now() + LASTS)
    proof.code = digest("proof", f"{proof.id}:{code}")
    proof.save(force_insert=True)
    record("person.proof_asked", actor=actor, person=identity.person_id, subject=identity.id, identity=identity.kind)
    return code


@transaction.atomic
def check_code(identity: Identity, code: str, *, actor: Actor) -> bool:
    """Whether this is the code; then the identity is verified. A wrong one counts, and the fifth is the last."""
    proof = _open_proof(identity)
    if proof is None:
        return False
    given = "".join(sign for sign in code if sign.isdigit())
    right = proof.code in digests("proof", f"{proof.id}:{given}")
    proof.tries += 1
    proof.used_at = clock.now() if right else None
    proof.save(update_fields=["tries", "used_at"])
    if right:
        verify_identity(identity, how="code", actor=actor)
    return right


def _open_proof(identity: Identity) -> Proof | None:
    """The newest that may still be answered, locked: tries at the same moment are counted one by one."""
    newest = Proof.objects.select_for_update().filter(identity=identity).order_by("-id").first()
    return newest if newest is not None and is_open(newest, now=clock.now()) else None
