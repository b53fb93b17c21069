"""A routing rule that never had its turn, moved above the one that takes everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heard.domain.routing.models import Rule
from heard.domain.routing.operations import move_before
from heard.domain.routing.queries import rule_that_takes_all
from heard.web.desk.access import actor_of
from heard.web.desk.settings.access import settings_view

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest


@require_POST
@settings_view
def above(request: DeskRequest, rule_id: UUID) -> HttpResponse:
    """Try it right before the rule that leaves it nothing."""
    rule = get_object_or_404(Rule, pk=rule_id)
    if other := rule_that_takes_all(rule.condition, rule=rule):
        move_before(rule, other=other, actor=actor_of(request))
        messages.success(request, _("It is tried before “%(name)s” now.") % {"name": other.name})
    return redirect("desk:settings_edit", "rules", rule.id)
