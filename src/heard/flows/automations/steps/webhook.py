"""Another system is told: a signed call that carries ids, codes and dates, and nobody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.operations.calls import queue_call
from heard.domain.automation.rules.steps import Doing, Option, Step
from heard.kernel import queue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from heard.domain.cases.models import Case


# An address stands in the configuration, which people take along and compare.
SECRETS = frozenset({"token", "key", "apikey", "api_key", "secret", "password", "sig", "signature", "code", "auth"})


def do(turn: Doing) -> dict[str, Any] | None:
    """Queue the call. A confidential case is told to no other system."""
    if turn.case.confidential:
        return None
    payload = {"automation": turn.automation.code, "run": str(turn.run_id), "case": told_of(turn.case)}
    call = queue_call(url=turn.options["url"], payload=payload, run_id=turn.run_id)
    queue.defer("send_call", call_id=call.id)
    return {"call": str(call.id)}


def told_of(case: Case) -> dict[str, Any]:
    """What other systems hear of a case: what its public page tells anybody."""
    return {
        "reference": case.reference,
        "service": case.service.code,
        "status": case.status,
        "outcome": case.outcome or None,
        "priority": case.priority,
        "team": case.team.code if case.team else None,
        "area": case.area.code if case.area else None,
        "tags": case.tags,
        "reported_at": case.reported_at.isoformat(),
        "resolve_by": case.resolve_by.isoformat() if case.resolve_by else None,
    }


def _check(url: Any) -> str:
    try:
        parts = urlsplit(str(url))
        sound = bool(parts.hostname) and parts.scheme in {"https", "http"} and parts.port != 0
    except ValueError:
        sound = False
    named = {name.lower() for name, _value in parse_qsl(parts.query)} if sound else set()
    if not sound or parts.username or parts.password or SECRETS & named:
        return _("Give an address like https://system.example.org/heard, without a password or a key in it.")
    return ""


def _words(said: Mapping[str, str]) -> str:
    return _("tell %(host)s") % {"host": urlsplit(said["url"]).hostname or said["url"]}


STEP = Step(
    code="webhook",
    label=gettext_lazy("Tell another system"),
    words=_words,
    options=(
        Option(
            "url",
            gettext_lazy("Its address"),
            check=_check,
            help=gettext_lazy("An address of HTTPS. It gets ids, codes and dates, signed; nobody's name."),
        ),
    ),
    do=do,
    position=95,
)
