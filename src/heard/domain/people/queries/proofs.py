"""Reading proofs: whether a code is out that its receiver may still say back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.people.models import Proof
from heard.domain.people.rules.proofs import is_open
from heard.kernel import clock

if TYPE_CHECKING:
    from heard.domain.people.models import Identity


def has_open_code(identity: Identity) -> bool:
    """Whether the newest code sent there still works."""
    newest = Proof.objects.filter(identity=identity).order_by("-id").first()
    return newest is not None and is_open(newest, now=clock.now())
