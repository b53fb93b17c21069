"""Tags are put on or taken off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.domain.cases.operations.tags import change_tags, clean

if TYPE_CHECKING:
    from collections.abc import Mapping


def do(turn: Doing) -> dict[str, Any] | None:
    """Those that are not there yet, and those that are there."""
    before = list(turn.case.tags)
    case = change_tags(
        turn.case, add=turn.options.get("add", []), remove=turn.options.get("remove", []), actor=turn.actor
    )
    if case.tags == before:
        return None
    return {
        "added": [tag for tag in case.tags if tag not in before],
        "removed": [tag for tag in before if tag not in case.tags],
    }


def undo(turn: Doing, done: Mapping[str, Any]) -> None:
    """The other way round."""
    change_tags(turn.case, add=done["removed"], remove=done["added"], actor=turn.actor)


def _words(said: Mapping[str, str]) -> str:
    parts = [
        _("tag it: %(tags)s") % {"tags": said["add"]} if said["add"] else "",
        _("take off: %(tags)s") % {"tags": said["remove"]} if said["remove"] else "",
    ]
    return _(" and ").join(filter(None, parts))


def _check(options: Mapping[str, Any]) -> str:
    tags = [*(options.get("add") or []), *(options.get("remove") or [])]
    return "" if any(clean(str(tag)) for tag in tags) else _("Name a tag to put on or to take off.")


STEP = Step(
    code="tag",
    label=gettext_lazy("Put on tags, or take them off"),
    words=_words,
    options=(
        Option("add", gettext_lazy("Put on"), Kind.LIST, required=False),
        Option("remove", gettext_lazy("Take off"), Kind.LIST, required=False),
    ),
    do=do,
    undo=undo,
    check=_check,
    position=30,
)
