"""The case goes to another stage of its workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.flows.move_stage import move_stage

if TYPE_CHECKING:
    from collections.abc import Mapping


def do(turn: Doing) -> dict[str, Any] | None:
    """Go there, if the workflow allows the move; a case without a workflow has no stages, and is left alone."""
    before, wanted = turn.case.stage, turn.options["stage"]
    if before == wanted or turn.case.workflow_version_id is None:
        return None
    move_stage(turn.case, to=wanted, actor=turn.actor)
    return {"before": before, "after": wanted}


def _stages() -> Mapping[str, str]:
    return case_vocabulary().field("stage").labels()


STEP = Step(
    code="stage",
    label=gettext_lazy("Go to another stage"),
    words=lambda said: _("go to the stage %(stage)s") % {"stage": said["stage"]},
    options=(Option("stage", gettext_lazy("Stage"), Kind.CHOICE, choices=_stages),),
    do=do,
    position=42,
)
