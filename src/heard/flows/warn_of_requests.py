"""Before a request about somebody's own data is late: those who answer are told while there is time."""

from __future__ import annotations

from heard.domain.privacy.operations.requests import note_warned
from heard.domain.privacy.queries.requests import requests_to_warn_of
from heard.kernel.actor import SYSTEM


def warn_of_requests() -> int:
    """Note each whose date comes near; how many."""
    near = requests_to_warn_of()
    for request in near:
        note_warned(request, actor=SYSTEM)
    return len(near)
