"""Everything that is wrong with an automation as it is written down, and the automation as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from heard.domain.automation.rules.steps import problems_of_steps, step_in_words
from heard.domain.automation.rules.triggers import InvalidTrigger, read_trigger
from heard.domain.criteria.rules import InvalidCondition, load, parse

if TYPE_CHECKING:
    from heard.domain.criteria.rules import Vocabulary


def problems_of(trigger: Any, condition: Any, steps: Any, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Where (`trigger`, `condition.all[1]`, `steps[0].team`) and a sentence; empty where all is well."""
    found: list[tuple[str, str]] = []
    try:
        read_trigger(trigger)
    except InvalidTrigger as error:
        found.append(("trigger", error.sentence))
    try:
        parse(condition, vocabulary)
    except InvalidCondition as error:
        found.append((f"condition.{error.path}".rstrip("."), error.sentence))
    return [*found, *problems_of_steps(steps)]


def automation_in_words(trigger: Any, condition: Any, steps: Any, vocabulary: Vocabulary) -> str:
    """As in: When a case is reported, and the service is Pothole: set the priority to High, then leave a note."""
    try:
        when = read_trigger(trigger).in_words()
        what = load(condition, vocabulary).in_words() if condition else ""
    except (InvalidTrigger, InvalidCondition) as error:
        return _("Cannot be used any more: %(why)s") % {"why": error.sentence}
    then = _(", then ").join(step_in_words(step) for step in steps)
    said = {"when": when, "condition": what, "then": then}
    return _("%(when)s, and %(condition)s: %(then)s") % said if what else _("%(when)s: %(then)s") % said


def ended(words: str) -> str:
    """With a full stop, unless it ends in a quotation that brings its own."""
    return words if words.rstrip('”»“"').endswith((".", "!", "?", "…")) else f"{words}."
