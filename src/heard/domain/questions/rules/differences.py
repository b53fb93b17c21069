"""What another version would change, in sentences, for whoever decides about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from heard.domain.questions.rules.definition import Definition, Page, Question, Stop


def differences(before: Definition, after: Definition) -> list[str]:
    """All of them, in the order of the questionnaire; none where both ask the same."""
    return [*_pages(before, after), *_questions(before, after), *_stops(before, after), *_translations(before, after)]


def _pages(before: Definition, after: Definition) -> Iterator[str]:
    old, new = _by_code(before.pages), _by_code(after.pages)
    for code, page in new.items():
        if code not in old:
            yield _("New page: “%(title)s”.") % {"title": page.title}
        else:
            yield from _page(old[code], page)
    for code in old.keys() - new.keys():
        yield _("The page “%(title)s” goes.") % {"title": old[code].title}
    if _order(old, new) != _order(new, old):
        yield _("The pages come in another order.")


def _page(old: Page, new: Page) -> Iterator[str]:
    if old.title != new.title:
        yield _("The page “%(old)s” is now called “%(new)s”.") % {"old": old.title, "new": new.title}
    said = {"title": new.title}
    if old.text != new.text:
        yield _("“%(title)s” begins with other words.") % said
    if old.show_if != new.show_if:
        yield _("“%(title)s” is shown in other cases.") % said
    if old.first != new.first:
        yield (
            _("“%(title)s” comes before the place.") if new.first else _("“%(title)s” comes after the place.")
        ) % said


def _questions(before: Definition, after: Definition) -> Iterator[str]:
    old = _by_code(tuple(before.questions(with_retired=True)))
    new = _by_code(tuple(after.questions(with_retired=True)))
    for code, question in new.items():
        known = old.get(code)
        if known is None or (known.retired and not question.retired):
            yield _("New question: “%(label)s”.") % {"label": question.label}
        elif question.retired and not known.retired:
            yield _("No longer asked: “%(label)s”.") % {"label": question.label}
        elif known != question:
            yield from _question(known, question)
    for code in old.keys() - new.keys():
        yield _("The question “%(label)s” goes.") % {"label": old[code].label}
    places, there = _places(before), _places(after)
    if any(places[code] != there[code] for code in places.keys() & there.keys()):
        yield _("Questions stand on other pages.")
    elif _order(places, there) != _order(there, places):
        yield _("The questions come in another order.")


WHAT_DIFFERS = {
    "show_if": gettext_lazy("is asked in other cases"),
    "required_if": gettext_lazy("must be answered in other cases"),
    "hint": gettext_lazy("has another hint"),
    "kind": gettext_lazy("takes another kind of answer"),
    "least": gettext_lazy("takes other answers"),
    "most": gettext_lazy("takes other answers"),
    "unit": gettext_lazy("has another unit"),
    "layer": gettext_lazy("is about other things on the map"),
    "formula": gettext_lazy("is calculated otherwise"),
    "prefill": gettext_lazy("is filled in from elsewhere"),
}


def _question(old: Question, new: Question) -> Iterator[str]:
    if old.label != new.label:
        yield _("“%(old)s” is now “%(new)s”.") % {"old": old.label, "new": new.label}
    parts = [str(words) for name, words in WHAT_DIFFERS.items() if getattr(old, name) != getattr(new, name)]
    if old.required != new.required:
        parts.append(_("must be answered") if new.required else _("may be left out"))
    if old.public != new.public:
        parts.append(_("may be shown in public") if new.public else _("is no longer shown in public"))
    parts += _choices(old, new)
    for words in dict.fromkeys(parts):
        yield _("“%(label)s” %(what)s.") % {"label": new.label, "what": words}


def _choices(old: Question, new: Question) -> Iterator[str]:
    before, after = _by_code(old.choices), _by_code(new.choices)
    for code, choice in after.items():
        if code not in before:
            yield _("also offers “%(choice)s”") % {"choice": choice.label}
        elif before[code].label != choice.label:
            yield _("says “%(new)s” for “%(old)s”") % {"new": choice.label, "old": before[code].label}
        elif before[code].picture != choice.picture:
            yield _("has another picture for “%(choice)s”") % {"choice": choice.label}
    for code in before.keys() - after.keys():
        yield _("no longer offers “%(choice)s”") % {"choice": before[code].label}
    if _order(before, after) != _order(after, before):
        yield _("offers its choices in another order")


def _stops(before: Definition, after: Definition) -> Iterator[str]:
    old, new = _by_code(before.stops), _by_code(after.stops)
    for code, stop in new.items():
        if code not in old:
            yield _("New stop: “%(title)s”.") % {"title": stop.title}
        elif old[code] != stop:
            yield _stop(old[code], stop)
    for code in old.keys() - new.keys():
        yield _("It no longer stops with “%(title)s”.") % {"title": old[code].title}
    if _order(old, new) != _order(new, old):
        yield _("The stops are looked at in another order.")


def _stop(old: Stop, new: Stop) -> str:
    said = {"title": new.title}
    return (
        _("“%(title)s” stops in other cases.") if old.when != new.when else _("“%(title)s” says something else.")
    ) % said


def _translations(before: Definition, after: Definition) -> Iterator[str]:
    for language in sorted({*before.translations, *after.translations}):
        old, new = before.translations.get(language, {}), after.translations.get(language, {})
        number = sum(old.get(path) != new.get(path) for path in {*old, *new})
        if number:
            yield ngettext(
                "%(n)d text differs in the language “%(language)s”.",
                "%(n)d texts differ in the language “%(language)s”.",
                number,
            ) % {"n": number, "language": language}


def _by_code(parts: Sequence[Any]) -> dict[str, Any]:
    return {part.code: part for part in parts}


def _order(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The codes that both have, in the order of the first."""
    return [code for code in one if code in other]


def _places(definition: Definition) -> dict[str, str]:
    """On which page each question stands, in the order they are asked within their pages."""
    by_page = sorted(definition.pages, key=lambda page: page.code)  # pages that change places are told of as pages
    return {one.code: page.code for page in by_page for one in page.questions if not one.retired}
