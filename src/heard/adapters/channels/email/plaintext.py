"""HTML turned into text, line by line, so that one set of rules finds quotations and signatures in both."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

from heard.adapters.channels.email.limits import MAX_HTML
from heard.adapters.channels.email.markup import SILENT, TAGS, nests_too_deep

_TAG_AND_ALL = re.compile(r"<[^<>]*>")
# What mail programs leave behind to say "from here on it is quoted" or "this is a signature".
_HINTS = {"class", "id", "style", "type"}
_BLOCKS = {
    "address", "blockquote", "center", "dd", "details", "div", "dl", "dt", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "ol", "p", "pre", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_VOID = {"br", "hr", "img", "wbr"}
_QUOTED_IDS = {
    "olk_src_body_section", "divrplyfwdmsg", "isforwardcontent", "reply-intro",
}  # fmt: skip
_QUOTED_CLASSES = {
    "gmail_quote", "yahoo_quoted", "protonmail_quote", "tutanota_quote", "moz-forward-container", "zmail_extra",
}  # fmt: skip
_RULE_IDS = {"zwchr", "stopspelling", "appendonsend"}
_RULE_STYLE = re.compile(
    r"border-top:\s*solid\s+#[0-9a-f]{6}\s+1\.0pt|border-top-color:\s*rgb\(229, 229, 229\)",
    re.IGNORECASE,
)
_SIGNATURE_CLASSES = {"gmail_signature", "moz-signature", "protonmail_signature_block"}
RULE = "_" * 32
SIGNATURE = "-- "


def text_of(html: str) -> str:
    """The text, line by line; quotations are led by ">", rules and signatures become lines that plain mail has."""
    html = html[:MAX_HTML]
    if nests_too_deep(html):
        return _TAG_AND_ALL.sub(" ", html)
    # Well-formed after the sanitiser, so that the tolerant, slow ways of the standard parser are never taken.
    tidy = nh3.clean(
        html,
        tags=TAGS,
        attributes={"*": _HINTS, "img": _HINTS | {"alt"}},
        clean_content_tags=SILENT,
        link_rel=None,
    )
    walker = _TextWalker()
    walker.feed(tidy)
    walker.close()
    return walker.text()


class _TextWalker(HTMLParser):
    """Collects lines; knows how deep in quotations it is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        # One entry for each open element: whether it began a quotation.
        self._open: list[bool] = []
        self._quotes = 0
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: (value or "").lower() for name, value in attrs}
        classes = set(values.get("class", "").replace("ecx", "").split())
        if tag in _BLOCKS:
            self._break()
        if tag == "br":
            self._end_line()
        elif tag == "hr" or values.get("id") in _RULE_IDS or _RULE_STYLE.search(values.get("style", "")):
            self._whole_line(RULE)
        elif tag in {"td", "th"}:
            self._line.append(" ")
        elif tag == "li":
            self._line.append("- ")
        elif classes & _SIGNATURE_CLASSES:
            self._break()
            self._whole_line(SIGNATURE)
        if tag not in _VOID:
            self._push(
                tag,
                quoted=tag == "blockquote" or values.get("id") in _QUOTED_IDS or bool(classes & _QUOTED_CLASSES),
            )

    def _push(self, tag: str, *, quoted: bool) -> None:
        if quoted:
            self._break()
            # An attribution stands inside the same element as the quotation it announces: one level for both.
            self._quotes += 1
        self._pre += tag == "pre"
        self._open.append(quoted)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._open:
            return
        quoted = self._open.pop()
        if tag in _BLOCKS or quoted:
            self._break()
        if tag in {"p", "blockquote"} and self._lines and self._lines[-1].strip("> "):
            self._end_line()
        self._pre -= tag == "pre"
        self._quotes -= quoted

    def handle_data(self, data: str) -> None:
        if self._pre:
            first, *rest = data.split("\n")
            self._line.append(first)
            for line in rest:
                self._end_line()
                self._line.append(line)
        else:
            self._line.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _break(self) -> None:
        if "".join(self._line).strip():
            self._end_line()
        else:
            self._line.clear()

    def _whole_line(self, line: str) -> None:
        self._line.append(line)
        self._end_line()

    def _end_line(self) -> None:
        line = "".join(self._line).replace("\xa0", " ")
        self._line.clear()
        line = line.rstrip() if line != SIGNATURE else line
        self._lines.append(
            ("> " * self._quotes + (line if self._pre else line.lstrip())) if line or self._quotes else ""
        )

    def text(self) -> str:
        """All lines, without runs of blank ones."""
        self._break()
        kept: list[str] = []
        for line in self._lines:
            if line or (kept and kept[-1]):
                kept.append(line)
        return "\n".join(kept).strip("\n")
