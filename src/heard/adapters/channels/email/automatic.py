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
_LIST_HEADERS = ("list-id", "list-unsubscribe", "list-post", "mailing-list")
_PRECEDENCES = {"bulk", "list", "junk", "auto_reply", "auto-reply"}
_DAEMONS = re.compile(
    r"(?:mailer-?daemon|mail-?daemon|postmaster|maildelivery|mail-delivery|bounces?|smtpd?|mdaemon)(?:[+._=-]|$)",
    re.IGNORECASE,
)
_DAEMON_NAMES = re.compile(r"[\"<]*mailer[ -]?daemon|[\"<]*(?:mail deliver|postmaster\b)|<>$", re.IGNORECASE)
_NO_SENDER = {"<>", "<mailer-daemon>"}
# How vacation notices of the known vendors begin, in the languages they are sold in.
_ABSENCES = (
    r"\[?auto(?:matic(?:ally)?)?[ -]?(?:re(?:ply|sponse|sponder)|generated|antwort)\]?\b", r"auto:",
    r"(?:i am |i'm )?(?:currently )?(?:out of|away from) (?:the |my )?office", r"ooo\b", r"on vacation", r"i am away",
    r"vacation (?:reply|response|notice)", r"automatische (?:antwort|reactie)", r"abwesen(?:d|heits?)", r"autosvar",
    r"réponse automatique", r"absen(?:ce|t)e? du bureau", r"respuesta automática", r"fuera de la oficina",
    r"risposta automatica", r"fuori ufficio", r"automatisch antwoord", r"afwezig", r"automatisk", r"frånvaro",
    r"automaattinen vastaus", r"resposta automática", r"ausência temporária", r"autoodpowiedź",
    r"odpowiedź automatyczna", r"автоответ", r"автоматический ответ", r"otomatik yanıt", r"自動返信", r"自动回复",
    r"自動回覆", r"자동 회신", r"رد تلقائي", r"מענה אוטומטי",
)  # fmt: skip
_ABSENT = re.compile("|".join(_ABSENCES), re.IGNORECASE)
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
        (headers.content_type() == "multipart/report", "report"),
        (_daemon(headers.text("from"), from_address), "mailer_daemon"),
        (sender == "" or headers.text("return-path").lower() in _NO_SENDER, "null_sender"),
        (_says_automatic(headers), "auto_submitted"),
        (any(name in headers for name in _REPLY_HEADERS), "autoreply_header"),
        ("x-auto-response-suppress" in headers, "suppress_header"),
        (headers.text("precedence").lower() in _PRECEDENCES, "precedence"),
        (any(name in headers for name in _LIST_HEADERS), "list"),
        ("x-loop" in headers, "loop_header"),
        ("x-fc-machinegenerated" in headers, "machine_generated"),
        (message_id.rpartition("@")[2].lower() in own_domains, "own_message"),
        (vacation_subject(headers.text("subject")), "vacation_subject"),
    )
    return next((code for holds, code in signs if holds), None)


def _daemon(shown: str, from_address: str) -> bool:
    """Whether the From field, which need not hold an address at all, is that of a mail system."""
    return bool(_DAEMONS.match(from_address.partition("@")[0]) or _DAEMON_NAMES.match(shown))


def vacation_subject(subject: str) -> bool:
    """Whether a subject is one that mail programs write for people who are away."""
    return bool(_ABSENT.match(_REPLY_MARK.sub("", subject[:300], count=1).strip()))


def _says_automatic(headers: Headers) -> bool:
    value = headers.text("auto-submitted").partition(";")[0].strip().lower()
    return bool(value) and value != "no"
