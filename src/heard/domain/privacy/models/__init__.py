"""The tables of privacy: what is kept for how long, what stops that, and who was erased."""

from heard.domain.privacy.models.erasures import Erasure, ErasureReason
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
    "Erasure",
    "ErasureReason",
    "Kept",
    "LegalHold",
    "RetentionRule",
    "RetentionRun",
]
