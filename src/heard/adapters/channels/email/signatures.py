"""Where a mail is signed. Careful: for a council, the lines under a name are often where the pothole is."""

from __future__ import annotations

import re

_SEEN = 200
_MAX_LINES = 12
# Longer lines are prose, and longer closings are sentences.
_PROSE, _CLOSING = 80, 40
_DEVICES = (
    r"sent (?:from|via|with) (?:my )?(?:[\w®]+ ?){1,4}",
    r"sent from mail for windows.{0,30}",
    r"get outlook for \w+.{0,40}",
    r"von meinem .{1,40} gesendet",
    r"gesendet von .{1,40}",
    r"envoyé (?:de|depuis) mon .{1,40}",
    r"enviado (?:desde|do) (?:mi|meu) .{1,40}",
    r"inviato da(?:l mio)? .{1,40}",
    r"verzonden vanaf mijn .{1,40}",
    r"skickat från min .{1,40}",
    r"отправлено (?:с|из) .{1,40}",
    r"أرسلت من .{1,40}",
)
_DEVICE = re.compile(rf"(?:{'|'.join(_DEVICES)})\.?$", re.IGNORECASE)
_DASHED_NAME = re.compile(r"-[^\W\d_][\w.'’]*(?: [^\W\d_][\w.'’]*){0,3}$")
_CONTACT = re.compile(r"@|https?://|www\.|(?:\d[ ().-]{0,2}){7}", re.IGNORECASE)
_HOUSE_NUMBER = re.compile(r"\d{1,5}[a-z]?[ ,]+[^\W\d_]{2}", re.IGNORECASE)
_CLOSINGS = (
    "thank", "many thanks", "regards", "best", "kind", "warm", "sincerely", "yours", "cheers", "mit freundlichen",
    "viele grüße", "cordialement", "bien à", "saludos", "un saludo", "atentamente", "gracias", "с уважением",
    "cordiali", "met vriendelijke",
)  # fmt: skip


def signature_start(lines: list[str], sender_name: str = "") -> int:
    """The index of the first line of the signature at the end of `lines`; their number if there is none."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    candidates = _last_lines(lines, end)
    found = (
        _delimiter(lines, candidates, end),
        _device_or_dashed_name(lines, end),
        _named(lines, candidates, end, sender_name),
    )
    start = min(found)
    return start if start < end else len(lines)


def _last_lines(lines: list[str], end: int) -> range:
    """The indexes of the last dozen lines that hold something, and the blanks between them."""
    start, count = end, 0
    while start and count <= _MAX_LINES:
        start -= 1
        count += bool(lines[start].strip())
    return range(start, end)


def _delimiter(lines: list[str], candidates: range, end: int) -> int:
    for index in candidates:
        line = lines[index][:_SEEN].rstrip()
        if line in {"--", "—", "– "}:
            return index
        if len(line) > 1 and not line.strip("-_ ") and _CONTACT.search(" ".join(lines[index + 1 : end])[:2000]):
            return index
    return end


def _device_or_dashed_name(lines: list[str], end: int) -> int:
    """Such as "Sent from my phone" or "-Ann Other", alone in the last paragraph."""
    if not end:
        return end
    last = lines[end - 1][:_SEEN].strip()
    alone = end == 1 or not lines[end - 2].strip() or bool(_DEVICE.match(last))
    return end - 1 if alone and (_DEVICE.match(last) or _DASHED_NAME.match(last)) else end


def _named(lines: list[str], candidates: range, end: int, sender_name: str) -> int:
    """A short block that starts with the sender's own name, unless an address of a house stands in it."""
    words = set(re.findall(r"[^\W\d_]+", sender_name.lower()))
    if not words or "@" in sender_name:
        return end
    for index in candidates:
        here = re.findall(r"[^\W\d_]+", lines[index][:_SEEN].lower())
        if not here or len(here) > len(words) + 2 or not (words <= set(here) or here == [_first(sender_name)]):
            continue
        block = lines[index:end]
        if any(len(line) > _PROSE or _HOUSE_NUMBER.match(line.strip()) for line in block):
            return end
        return _with_closing(lines, index)
    return end


def _first(name: str) -> str:
    return name.lower().split()[0]


def _with_closing(lines: list[str], index: int) -> int:
    """Take in "Kind regards," and a rule which belong to the name below them."""
    above = index - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    if above > 0 and len(lines[above]) < _CLOSING and lines[above].strip().lower().startswith(_CLOSINGS):
        return above
    return index
