"""The components as template tags: one tag, one thing on the screen. docs/reference/ui.md shows each with its call.

They are builtins of the template engine: no page needs to load them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.template.context import Context

    from heard.web.ui.forms import GovukBoundField

register = template.Library()

TONES = ("blue", "green", "purple", "yellow", "red", "grey")


# --- words and marks


@register.inclusion_tag("ui/parts/heading.html")
def heading(text: str, caption: str = "", size: str = "l", tag: str = "h1") -> dict[str, Any]:
    return {"text": text, "caption": caption, "size": size, "tag": tag}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line drawing of icons.svg; always beside words, so hidden from screen readers."""
    return format_html(
        '<svg class="heard-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("heard/icons.svg"),
        name,
    )


@register.simple_tag
def status(text: str, tone: str = "blue") -> SafeString:
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', tone, text)


@register.inclusion_tag("ui/parts/due.html")
def due(text: str, state: str = "") -> dict[str, Any]:
    """`state`: empty, soon, late, met or paused. The words come from the server and say it all."""
    return {"text": text, "state": state}


@register.inclusion_tag("ui/parts/avatar.html")
def avatar(name: str, size: str = "") -> dict[str, Any]:
    """Initials on a colour that is always the same for a name."""
    words = str(name).split()
    initials = "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"
    return {"name": name, "size": size, "initials": initials, "tone": TONES[crc32(str(name).encode()) % len(TONES)]}


# --- things to press


@register.inclusion_tag("ui/parts/button.html")
def button(text: str, href: str = "", kind: str = "", key: str = "", **attrs: Any) -> dict[str, Any]:
    """A submit button, or a link that looks like one. `kind`: secondary or warning."""
    return {"text": text, "href": href, "kind": kind, "key": key, "attrs": _attributes(attrs)}


@register.inclusion_tag("ui/parts/search.html")
def search(
    action: str,
    label: str,
    name: str = "q",
    value: str = "",
    *,
    large: bool = False,
    key: str = "",
    token: str = "",
    **attrs: Any,
) -> dict[str, Any]:
    """With a `token` (`csrf_token`) what is typed is posted: it may be personal, and then stands in no address."""
    context = {"action": action, "label": label, "name": name, "value": value, "large": large, "key": key}
    return context | {"token": token, "attrs": _attributes(attrs)}


@register.inclusion_tag("ui/parts/tiles.html")
def tiles(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Each item: title, href, and perhaps text and icon."""
    return {"items": items}


@register.inclusion_tag("ui/parts/chips.html")
def chips(items: Iterable[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """Filters as words. Each item: text, href, current, and perhaps count."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items: Iterable[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """Each item: text, href, current, and perhaps count."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/parts/pages.html")
def pages(newer: str = "", older: str = "", newer_text: str = "", older_text: str = "") -> dict[str, Any]:
    """The two ends of a keyset list; the addresses of the neighbouring pages, empty where there is none."""
    return {"newer": newer, "older": older, "newer_text": newer_text, "older_text": older_text}


# --- forms


@register.simple_tag
def field(bound: GovukBoundField, **look: Any) -> SafeString:
    """A form's field with its label, hint and error; the look's words stand in docs/reference/ui.md."""
    return bound.render(context=bound.get_context(**look))


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """What is wrong with these forms, each line a link to its field; nothing when nothing is wrong."""
    bound = [form for form in forms if form is not None and form.is_bound]
    general = [error for form in bound for error in form.non_field_errors()]
    lines = [(target, target.errors[0]) for form in bound for target in form if target.errors]
    return {"general": general, "lines": lines}


# --- lists of things


@register.inclusion_tag("ui/parts/steps.html")
def steps(names: Iterable[str], current: int) -> dict[str, Any]:
    """Where a person is in a short journey; `current` counts from 1."""
    return {"names": list(names), "current": current}


@register.inclusion_tag("ui/parts/tasks.html")
def tasks(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Each item: text, status, and perhaps href, hint and done."""
    return {"items": items}


@register.inclusion_tag("ui/parts/bars.html")
def bars(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Each item: text, value, and perhaps href and shown (the value in words)."""
    items = list(items)
    return {"items": items, "most": max((item["value"] for item in items), default=0) or 1}


@register.inclusion_tag("ui/parts/figure.html")
def figure(number: object, label: str, href: str = "", tone: str = "") -> dict[str, Any]:
    return {"number": number, "label": label, "href": href, "tone": tone}


@register.inclusion_tag("ui/parts/map.html", name="map")
def map_(label: str, *, tall: bool = False, **data: str) -> dict[str, Any]:
    """`areas`, `cases`, `cells`: addresses of GeoJSON. `lon`, `lat`: ids of the fields a picked place goes to.

    `cells` is asked anew with `bbox` and `zoom` whenever the map moves; `linked` is the id of the list beside the map.
    """
    names = ("areas", "cases", "cells", "lon", "lat", "linked")
    context = {"label": label, "tall": tall} | {name: data.get(name, "") for name in names}
    return context | {"tiles": settings.HEARD_TILES, "credit": settings.HEARD_TILES_CREDIT}


# --- things around content


def _around(context: Context, part: str, content: str, **values: Any) -> SafeString:
    found = context.template.engine.get_template(f"ui/parts/{part}.html")  # type: ignore[union-attr]
    with context.push(content=mark_safe(content), **values):  # noqa: S308 - rendered by the template around it
        return found.render(context)


@register.simple_block_tag(takes_context=True)
def card(context: Context, content: str, title: str = "", tag: str = "h2") -> SafeString:
    return _around(context, "card", content, title=title, tag=tag)


@register.simple_block_tag(takes_context=True)
def notice(context: Context, content: str, title: str = "", kind: str = "") -> SafeString:
    """`kind`: empty (important) or success."""
    return _around(context, "notice", content, title=title, kind=kind)


@register.simple_block_tag(takes_context=True)
def inset(context: Context, content: str) -> SafeString:
    return _around(context, "inset", content)


@register.simple_block_tag(takes_context=True)
def details(context: Context, content: str, summary: str, key: str = "", *, open: bool = False) -> SafeString:  # noqa: A002 - the attribute's name
    """`open`: whether it is unfolded from the start, such as for a mistake inside."""
    return _around(context, "details", content, summary=summary, key=key, open=bool(open))


@register.simple_block_tag(takes_context=True)
def dialog(context: Context, content: str, id: str, title: str) -> SafeString:  # noqa: A002 - the attribute's name
    return _around(context, "dialog", content, id=id, title=title)


@register.simple_block_tag(takes_context=True)
def empty(context: Context, content: str, title: str, icon_name: str = "inbox") -> SafeString:
    """A screen with nothing on it yet teaches: the content says what will appear here and how."""
    return _around(context, "empty", content, title=title, icon_name=icon_name)


@register.simple_block_tag(takes_context=True)
def summary(context: Context, content: str, title: str = "") -> SafeString:
    return _around(context, "summary", content, title=title)


@register.simple_block_tag(takes_context=True)
def row(context: Context, content: str, key: str, change: str = "", what: str = "") -> SafeString:
    """One line of a summary; `change`: where to change it; `what`: the words after "Change" for screen readers."""
    return _around(context, "row", content, key=key, change=change, what=what or str(key).lower())


@register.simple_block_tag(takes_context=True)
def timeline(context: Context, content: str, label: str = "") -> SafeString:
    return _around(context, "timeline", content, label=label)


@register.simple_block_tag(takes_context=True)
def event(context: Context, content: str, title: str, when: object = "", kind: str = "") -> SafeString:
    """`kind`: empty, now (the newest) or quiet (small change)."""
    return _around(context, "event", content, title=title, when=when, kind=kind)


@register.simple_block_tag(takes_context=True)
def message(
    context: Context, content: str, who: str, *, when: object = "", kind: str = "", channel: str = ""
) -> SafeString:
    """`kind`: empty (from the resident), ours or note."""
    return _around(context, "message", content, who=who, when=when, kind=kind, channel=channel)


@register.simple_block_tag(takes_context=True)
def table(
    context: Context, content: str, caption: str, *, caption_hidden: bool = False, stacked: bool = False
) -> SafeString:
    """`stacked`: on a small screen each row is a card, its cells named by their data-label."""
    return _around(context, "table", content, caption=caption, caption_hidden=caption_hidden, stacked=stacked)


def _attributes(attrs: Mapping[str, Any]) -> SafeString:
    """`hx_post="/x"` becomes `hx-post="/x"`; true stands alone, false and None are left out."""
    parts = []
    for name, value in attrs.items():
        if value is None or value is False or value == "":
            continue
        written = name.rstrip("_").replace("_", "-")
        parts.append(f" {written}" if value is True else f' {written}="{conditional_escape(value)}"')
    return mark_safe("".join(parts))  # noqa: S308 - every value is escaped above, names are ours
