"""The tables of consent: the ledger and its wordings, when and how often we may write, and what was written."""

from heard.domain.consent.models.ledger import ConsentChannel, ConsentEntry, How, Purpose, Wording
from heard.domain.consent.models.sending import Mailing, OptionalMessage, QuietHours, SendingRule

__all__ = [
    "ConsentChannel",
    "ConsentEntry",
    "How",
    "Mailing",
    "OptionalMessage",
    "Purpose",
    "QuietHours",
    "SendingRule",
    "Wording",
]
