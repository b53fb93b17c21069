"""Takes a mail's text apart into what is new, what is quoted and what is signature. Nothing is lost, only sorted."""

from __future__ import annotations

from dataclasses import dataclass

from heard.adapters.channels.email import quotations
from heard.adapters.channels.email.signatures import signature_start

TEXT, QUOTE, SIGNATURE = "text", "quote", "signature"


@dataclass(slots=True)
class Fragment:
    """Lines of one kind that stand together. `hidden` ones are a click away."""

    kind: str
    lines: list[str]
    hidden: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing stands here."""
        return not any(line.strip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class Reply:
    """What people see first, and the signature that was under it."""

    visible: str
    signature: str


def split_reply(text: str, sender_name: str = "") -> Reply:
    """The visible part of a mail's text; the whole text where otherwise nothing would be left."""
    parts = fragments(text, sender_name)
    visible = _joined([part for part in parts if not part.hidden])
    signature = _joined([part for part in parts if part.hidden and part.kind == SIGNATURE])
    return Reply(visible, signature) if visible else Reply(text.strip(), "")


def fragments(text: str, sender_name: str = "") -> list[Fragment]:
    """The text in order, sorted by kind, with the hidden parts marked."""
    parts: list[Fragment] = []
    for part in _quotes_and_text(text.splitlines()):
        if part.kind == QUOTE:
            parts.append(part)
            continue
        parts += _text_and_signatures(part.lines, sender_name)
    _hide(parts)
    return parts


def _text_and_signatures(lines: list[str], sender_name: str) -> list[Fragment]:
    """A list's footer may stand below the writer's signature: look twice."""
    below: list[Fragment] = []
    for _ in range(2):
        cut = signature_start(lines, sender_name)
        if cut < len(lines):
            below.insert(0, Fragment(SIGNATURE, lines[cut:]))
            lines = lines[:cut]
    return [Fragment(TEXT, lines), *below] if lines else below


def _quotes_and_text(lines: list[str]) -> list[Fragment]:
    parts: list[Fragment] = []
    index = 0
    while index < len(lines):
        if quotations.is_forward(lines[index]):
            _append(parts, TEXT, lines[index:])
            break
        length = _quote_length(lines, index)
        if length:
            _append(parts, QUOTE, _rules_above(parts) + lines[index : index + length])
            index += length
        else:
            _append(parts, TEXT, lines[index : index + 1])
            index += 1
    return parts


def _append(parts: list[Fragment], kind: str, lines: list[str]) -> None:
    if parts and parts[-1].kind == kind:
        parts[-1].lines += lines
    else:
        parts.append(Fragment(kind, list(lines)))


def _rules_above(parts: list[Fragment]) -> list[str]:
    """A rule right above a quotation belongs to it: taken off the text and given back."""
    taken: list[str] = []
    if parts and parts[-1].kind == TEXT:
        lines = parts[-1].lines
        blanks = 0
        while blanks < len(lines) and not lines[-1 - blanks].strip():
            blanks += 1
        if blanks < len(lines) and quotations.is_rule(lines[-1 - blanks]):
            taken = lines[len(lines) - blanks - 1 :]
            del lines[len(lines) - blanks - 1 :]
    return taken


def _quote_length(lines: list[str], start: int) -> int:
    """How many lines from `start` are quoted, their attribution included; 0 if the writer's own text stands here."""
    if quotations.is_quoted(lines[start]):
        return _marked_length(lines, start)
    if not lines[start].strip():
        return 0
    if quotations.header_block(lines, start):
        return len(lines) - start
    announced = quotations.attribution(lines, start) or int(quotations.writes(lines, start))
    if not announced:
        return 0
    first = start + announced
    while first < len(lines) and not lines[first].strip():
        first += 1
    if first < len(lines) and quotations.is_quoted(lines[first]):
        return first - start + _marked_length(lines, first)
    # Mail programs that do not mark quoted lines put the quotation last.
    return len(lines) - start


def _marked_length(lines: list[str], start: int) -> int:
    """Marked lines, with the blank ones between them."""
    end = index = start
    while index < len(lines):
        if quotations.is_quoted(lines[index]):
            end = index + 1
        elif lines[index].strip():
            break
        index += 1
    return end - start


def _hide(parts: list[Fragment]) -> None:
    """Hide what trails the last own words, and a single quotation above an answer; answers in between keep theirs."""
    for part in reversed(parts):
        if part.kind == TEXT and not part.blank:
            break
        part.hidden = True
    quotes = [part for part in parts if part.kind == QUOTE]
    before_quote = [part for part in parts[: parts.index(quotes[0])] if not part.blank] if quotes else []
    if len(quotes) == 1 and not before_quote:
        quotes[0].hidden = True


def _joined(parts: list[Fragment]) -> str:
    lines = [line.rstrip() for part in parts for line in part.lines]
    return "\n".join(lines).strip()
