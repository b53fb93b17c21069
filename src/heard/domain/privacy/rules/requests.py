"""What a request needs before anything is done about it, and what may end it. Pure."""

from __future__ import annotations

from heard.domain.privacy.models import REFUSALS, Outcome, RequestKind

# What is given away or destroyed cannot be taken back: first they show who they are.
NEEDS_PROOF = frozenset({RequestKind.ACCESS, RequestKind.ERASE})

OUTCOME_OF = {
    RequestKind.ACCESS: Outcome.GIVEN,
    RequestKind.RECTIFY: Outcome.CORRECTED,
    RequestKind.ERASE: Outcome.ERASED,
    RequestKind.RESTRICT: Outcome.RESTRICTED,
    RequestKind.OBJECT: Outcome.STOPPED,
}


def needs_proof(kind: str) -> bool:
    """Whether nothing may be released before they have shown that it is them."""
    return kind in NEEDS_PROOF


def may_end_with(kind: str, outcome: str, *, proved: bool) -> bool:
    """Whether a request may end so: refused, or granted as its kind is granted and with the proof it needs."""
    if outcome in REFUSALS:
        return True
    return outcome == OUTCOME_OF[RequestKind(kind)] and (proved or not needs_proof(kind))
