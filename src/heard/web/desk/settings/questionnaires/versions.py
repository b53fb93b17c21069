"""From draft to version: what would change, publishing it, throwing it away; and what older versions asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.domain.questions.operations import discard_draft, publish
from heard.domain.questions.queries import definition_of, published_versions
from heard.kernel.errors import HeardError
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.forms import name_field
from heard.web.desk.settings.questionnaires.making import Making, making_of, vocabulary_after
from heard.web.desk.settings.questionnaires.outline import outline_of
from heard.web.desk.settings.questionnaires.section import NameForm, begin

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def changes(request: DeskRequest, questionnaire_id: UUID) -> HttpResponse:
    """What publishing changes, and for whom. Sent with `discard`, the draft goes."""
    making = making_of(questionnaire_id)
    if not making.is_draft or making.newest is None:
        return redirect("desk:settings_questionnaire", questionnaire_id)
    if request.method == "POST":
        return _decided(request, making)
    services = list(making.questionnaire.services.order_by("name"))
    context = {"making": making, "questionnaire": making.questionnaire, "services": services}
    return desk_page(request, "desk/settings/questionnaires/changes.html", context)


def _decided(request: DeskRequest, making: Making) -> HttpResponse:
    assert making.newest is not None  # noqa: S101 -- asked before
    actor, questionnaire = actor_of(request), making.questionnaire
    if "discard" in request.POST:
        discard_draft(making.newest, actor=actor)
        messages.success(request, _("The draft is gone. What is asked stays as it is."))
        return redirect("desk:settings_questionnaire", questionnaire.id)
    if making.problems:
        messages.error(request, _("Something must be mended first. It is marked below."))
        return redirect("desk:settings_questionnaire", questionnaire.id)
    try:
        publish(making.newest, actor=actor)
    except HeardError as error:
        messages.error(request, error.sentence if hasattr(error, "sentence") else str(error))
        return redirect("desk:settings_questionnaire_changes", questionnaire.id)
    messages.success(request, _("Published. These questions are asked from now on."))
    return redirect("desk:settings_questionnaire", questionnaire.id)


@require_safe
@settings_view
def version(request: DeskRequest, questionnaire_id: UUID, number: int) -> HttpResponse:
    """One that was published, to read."""
    making = making_of(questionnaire_id)
    found = published_versions().filter(questionnaire_id=questionnaire_id, number=number).first()
    if found is None:
        raise Http404
    definition = definition_of(found)
    words = vocabulary_after(definition.questions(with_retired=True)).read_once()
    context = {"making": making, "questionnaire": making.questionnaire, "version": found}
    context["outline"] = outline_of(definition, words)
    return desk_page(request, "desk/settings/questionnaires/version.html", context)


@require_POST
@settings_view
def copy(request: DeskRequest, questionnaire_id: UUID) -> HttpResponse:
    """The same once more, as the draft of a questionnaire of its own."""
    making = making_of(questionnaire_id)
    name = _("%(name)s (copy)") % {"name": making.questionnaire.name[:90]}
    twin = begin(name=name, definition=making.definition, actor=actor_of(request))
    messages.success(request, _("This is the copy. Give it a name of its own."))
    return redirect("desk:settings_questionnaire", twin.id)


@require_POST
@settings_view
def rename(request: DeskRequest, questionnaire_id: UUID) -> HttpResponse:
    """Another name."""
    making = making_of(questionnaire_id)
    form = NameForm(request.POST, row=making.questionnaire)
    if form.is_valid():
        form.save(actor_of(request))
    else:
        messages.error(request, str(name_field().error_messages["required"]))
    return redirect("desk:settings_questionnaire", questionnaire_id)
