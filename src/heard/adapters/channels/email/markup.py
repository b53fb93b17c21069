"""HTML of strangers, made safe to show inside a page. Turning it into text: plaintext.py."""

from __future__ import annotations

import re
from dataclasses import dataclass

import nh3

from heard.adapters.channels.email.limits import MAX_HTML, MAX_HTML_DEPTH, MAX_LINKS, MAX_SANITISED_HTML

TAGS = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "center", "cite", "code", "dd", "del", "details", "dfn", "div",
    "dl", "dt", "em", "figcaption", "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins",
    "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
}
SILENT = {
    "script", "style", "title", "head", "template", "noscript", "svg", "math", "iframe", "object", "textarea",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "tel", "cid"}

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_UNNESTED = {
    "br", "hr", "img", "p", "li", "td", "th", "tr", "meta", "link", "input", "col", "base", "area", "wbr", "dt", "dd",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML fit to show inside a page, with marks for what had to go."""

    html: str
    marks: frozenset[str]


def sanitised(html: str, *, remote_images: bool = False) -> Markup:
    """Safe HTML: no scripts, styles, forms or data: addresses; images from elsewhere only if asked for."""
    marks = set()
    if len(html) > MAX_HTML:
        html = html[:MAX_HTML]
        marks.add("html_cut")
    if nests_too_deep(html):
        return Markup("", frozenset({"html_too_deep"}))
    tags = TAGS
    if html.lower().count("<a ") > MAX_LINKS:
        marks.add("links_cut")
        tags = TAGS - {"a"}
    clean = _clean(html, tags, remote_images=remote_images)
    if len(clean) > MAX_SANITISED_HTML:
        marks.add("html_cut")
        clean = _clean(
            clean[:MAX_SANITISED_HTML].rpartition("<")[0],
            tags,
            remote_images=remote_images,
        )
    return Markup(clean.strip(), frozenset(marks))


def _clean(html: str, tags: set[str], *, remote_images: bool) -> str:
    def keep(tag: str, attribute: str, value: str) -> str | None:
        if tag == "img" and attribute == "src" and not remote_images and not value.lower().startswith("cid:"):
            return None
        return value

    return nh3.clean(
        html,
        tags=tags,
        attributes=_ATTRIBUTES,
        clean_content_tags=SILENT,
        url_schemes=_SCHEMES,
        attribute_filter=keep,
        link_rel="noopener noreferrer nofollow",
    )


def nests_too_deep(html: str) -> bool:
    """Whether elements are open inside one another beyond measure: sanitising that would take minutes."""
    depth = 0
    for closing, name in _TAG.findall(html):
        if name.lower() in _UNNESTED:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        if depth > MAX_HTML_DEPTH:
            return True
    return False
