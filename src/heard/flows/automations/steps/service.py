"""The case is called another service, and goes to the team whose that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.automation.rules.steps import Doing, Kind, Option, Step
from heard.domain.catalogue.models import Service
from heard.domain.catalogue.queries import active_services
from heard.flows.change_service import change_service
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping


def do(turn: Doing) -> dict[str, Any] | None:
    """Call it so, unless it is called so already."""
    before, wanted = turn.case.service.code, turn.options["service"]
    if before == wanted:
        return None
    service = active_services().filter(code=wanted).first()
    if service is None:
        raise Refused(_("There is no such service any more."))
    change_service(turn.case, service=service, actor=turn.actor)
    return {"before": before, "after": wanted}


def undo(turn: Doing, done: Mapping[str, Any]) -> None:
    """Back to what it was called, unless somebody has changed it since."""
    before = Service.objects.filter(code=done["before"]).first()
    if before and turn.case.service.code == done["after"]:
        change_service(turn.case, service=before, actor=turn.actor)


def _services() -> dict[str, str]:
    return dict(active_services().values_list("code", "name"))


STEP = Step(
    code="service",
    label=gettext_lazy("Call it another service"),
    words=lambda said: _("call it %(service)s") % {"service": said["service"]},
    options=(Option("service", gettext_lazy("Service"), Kind.CHOICE, choices=_services),),
    do=do,
    undo=undo,
    position=40,
)
