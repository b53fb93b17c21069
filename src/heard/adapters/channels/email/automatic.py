"""Whether a machine wrote a mail, and how we know. What follows from it is for the flows to decide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from heard.adapters.channels.email.headers import Headers

_REPLY_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoreply-from",
    "x-mail-autoreply",
)
_LIST_HEADERS = ("list-id", "list-unsubscribe", "list-post")
_PRECEDENCES = {"bulk", "list", "junk", "auto_reply", "auto-reply"}
_DAEMONS = re.compile(
    r"(?:mailer-?daemon|mail-?daemon|postmaster|maildelivery|mail-delivery|bounces?|smtpd?|mdaemon)(?:[+._=-]|$)",
    re.IGNORECASE,
)
# How vacation notices of the known vendors begin, in the languages they are sold in.
_ABSENT = re.compile(
    r"(?:\[?auto(?:matic(?:ally)?)?[ -]?(?:re(?:ply|sponse|sponder)|generated|antwort)\]?\b|auto:|out of (?:the )?office|ooo\b|on vacation"
    r"|vacation (?:reply|response|notice)|i am (?:currently )?(?:away|out of)|away from (?:the )?office|automatische (?:antwort|reactie)"
    r"|abwesenheits(?:notiz|assistent|meldung)|abwesend|réponse automatique|absence du bureau|absent du bureau|respuesta automática"
    r"|fuera de la oficina|risposta automatica|fuori ufficio|automatisch antwoord|afwezig|autosvar|automatiskt svar|automatisk svar|frånvaro"
    r"|automaattinen vastaus|resposta automática|ausência temporária|autoodpowiedź|odpowiedź automatyczna|автоответ|автоматический ответ"
    r"|otomatik yanıt|自動返信|自动回复|自動回覆|자동 회신|رد تلقائي|מענה אוטומטי)",
    re.IGNORECASE,
)
_REPLY_MARK = re.compile(r"(?:re|aw|sv|antw|vs|fwd?)\s?:\s*", re.IGNORECASE)


def automatic_reason(
    headers: Headers,
    *,
    sender: str | None,
    from_address: str,
    message_id: str,
    own_domains: Collection[str] = (),
) -> str | None:
    """The code of the first sign of a machine; None where there is none."""
    signs = (
        (_says_automatic(headers), "auto_submitted"),
        (any(name in headers for name in _REPLY_HEADERS), "autoreply_header"),
        ("x-auto-response-suppress" in headers, "suppress_header"),
        (headers.text("precedence").lower() in _PRECEDENCES, "precedence"),
        (any(name in headers for name in _LIST_HEADERS), "list"),
        ("x-loop" in headers, "loop_header"),
        ("x-fc-machinegenerated" in headers, "machine_generated"),
        (message_id.rpartition("@")[2].lower() in own_domains, "own_message"),
        (headers.content_type() == "multipart/report", "report"),
        (bool(_DAEMONS.match(from_address.partition("@")[0])), "mailer_daemon"),
        (sender == "" or headers.text("return-path") == "<>", "null_sender"),
        (vacation_subject(headers.text("subject")), "vacation_subject"),
    )
    return next((code for holds, code in signs if holds), None)


def vacation_subject(subject: str) -> bool:
    """Whether a subject is one that mail programs write for people who are away."""
    return bool(_ABSENT.match(_REPLY_MARK.sub("", subject[:300], count=1).strip()))


def _says_automatic(headers: Headers) -> bool:
    value = headers.text("auto-submitted").partition(";")[0].strip().lower()
    return bool(value) and value != "no"
