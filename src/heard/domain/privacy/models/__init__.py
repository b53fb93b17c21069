"""The tables of privacy: rights and requests, what is kept for how long, what stops that, and who was erased."""

from heard.domain.privacy.models.erasures import Erasure, ErasureReason
from heard.domain.privacy.models.requests import (
    REFUSALS,
    STANDING,
    Copy,
    Outcome,
    OwnStreet,
    ProofKind,
    RequestChannel,
    RequestKind,
    RequestState,
    RightsRequest,
)
from heard.domain.privacy.models.retention import (
    FEWEST_DAYS,
    MOST_DAYS,
    OF_A_SERVICE,
    Kept,
    LegalHold,
    RetentionRule,
    RetentionRun,
)

__all__ = [
    "FEWEST_DAYS",
    "MOST_DAYS",
    "OF_A_SERVICE",
    "REFUSALS",
    "STANDING",
    "Copy",
    "Erasure",
    "ErasureReason",
    "Kept",
    "LegalHold",
    "Outcome",
    "OwnStreet",
    "ProofKind",
    "RequestChannel",
    "RequestKind",
    "RequestState",
    "RetentionRule",
    "RetentionRun",
    "RightsRequest",
]
