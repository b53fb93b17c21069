"""Where a mail quotes another one. Scans line by line with bounded patterns: no text makes it slow."""

from __future__ import annotations

import re

# Patterns see this much of a line. Attributions and header blocks are short; a line of 700,000 ">" is not one.
_SEEN = 300
_ATTRIBUTION_LINES = 4
_BLOCK_LINES = 8
# Two such lines occur in prose.
_BLOCK_HEADERS = 3

_OPENERS = (
    "on ", "am ", "le ", "el ", "il ", "op ", "em ", "den ", "på ", "w dniu ", "dnia ", "--- on ", "---- on ", "kl. ",
    "il giorno ", "pada ", "vào ", "0", "1", "2", "3",
)  # fmt: skip
_VERBS = (
    r"wrote", r"writes", r"schrieb[^:]{0,80}", r"a écrit", r"escribió", r"ha scritto", r"schreef[^:]{0,80}",
    r"escreveu",
    r"skrev", r"napisał(?:\(a\)|a)?", r"написал(?:\(а\)|а)?", r"пишет", r"kirjoitti", r"yazdı",
    r"đã viết", r"כתב", r"كتب",
)  # fmt: skip
_WROTE = re.compile(rf"(?:{'|'.join(_VERBS)})\s?[:：]\s*$", re.IGNORECASE)
_MOMENT = re.compile(r"\d{1,2}[:.h]\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:19|20)\d\d\b")
_ADDRESS_AT_END = re.compile(r"@[^\s@]{1,120}\s?:\s*$")
_SPLITTER = re.compile(
    r"[-_\s]{2,}(?:original message|reply message|ursprüngliche nachricht|message d'origine|message original"
    r"|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|исходное сообщение)[-_\s]{2,}$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"[-_\s]*(?:begin )?(?:forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado"
    r"|messaggio inoltrato|doorgestuurd bericht|пересылаемое сообщение)\s*:?[-_\s]*$",
    re.IGNORECASE,
)
_FROM = r"from|von|de|da|van|från|fra|от|od|lähettäjä|kimden"
_OTHERS = (
    r"sent|date|to|subject|cc|gesendet|datum|an|betreff|envoyé|à|objet|enviado(?: el)?|fecha|para|asunto|inviato|data"
    r"|oggetto|verzonden|aan|onderwerp|skickat|till|ämne|sendt|til|emne|отправлено|дата|кому|тема|копия|wysłano|do|temat"
)
_HEADER_LINE = re.compile(rf"[*\s]*(?:(?P<who>{_FROM})|{_OTHERS})\s?:[*\s]", re.IGNORECASE)
_RULE = re.compile(r"\s*[-_*=]{3,}\s*$")


def is_quoted(line: str) -> bool:
    """Whether this line carries the mark of quotation."""
    return line.lstrip(" ").startswith(">")


def is_rule(line: str) -> bool:
    """A line of dashes or underscores."""
    return bool(_RULE.match(line[:_SEEN]))


def is_forward(line: str) -> bool:
    """Announces an enclosed mail: what follows is what the sender wants us to read."""
    return bool(_FORWARDED.match(line[:_SEEN]))


def attribution(lines: list[str], start: int) -> int:
    """How many lines from `start` say "on that day she wrote:"; 0 if none does."""
    opened = lines[start].lstrip("*_ ")[:_SEEN].lower().startswith(_OPENERS)
    joined = ""
    for count, line in enumerate(lines[start : start + _ATTRIBUTION_LINES], 1):
        if not line.strip() or len(line) > _SEEN or is_quoted(line):
            return 0
        joined = f"{joined} {line.strip()}".strip()
        if joined.endswith((":", "：")):
            said = bool(_WROTE.search(joined)) and (opened or "@" in joined)
            return count if _MOMENT.search(joined) and (said or _names_writer(joined)) else 0
        if not opened:
            return 0
    return 0


def _names_writer(joined: str) -> bool:
    return bool(_ADDRESS_AT_END.search(joined))


def writes(lines: list[str], start: int) -> bool:
    """A looser attribution, good enough right above lines marked as quoted: "someone (address) writes:"."""
    line = lines[start][:_SEEN]
    following = next((later for later in lines[start + 1 : start + 4] if later.strip()), "")
    return is_quoted(following) and bool(_WROTE.search(line)) and not is_quoted(line)


def header_block(lines: list[str], start: int) -> bool:
    """Whether the head of an earlier mail stands here, as Outlook puts it: From, Sent, To, Subject."""
    if _SPLITTER.match(lines[start][:_SEEN]):
        return True
    found, has_from = 0, False
    for line in lines[start : start + _BLOCK_LINES]:
        header = _HEADER_LINE.match(f"{line[:_SEEN]} ")
        if header:
            found += 1
            has_from = has_from or bool(header["who"])
        elif line.strip() and not found:
            return False
        elif not line.strip() and found:
            break
    return found >= _BLOCK_HEADERS and has_from and bool(_HEADER_LINE.match(f"{lines[start][:_SEEN]} "))
