"""The page a questionnaire is built on: the way through it, and short forms that add to it where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.domain.questions.rules import editing
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.questionnaires.asked_by import AskedByForm
from heard.web.desk.settings.questionnaires.making import Making, making_of
from heard.web.desk.settings.questionnaires.outline import outline_of
from heard.web.desk.settings.questionnaires.quick import UNFINISHED, QuickPage, QuickQuestion, QuickStop
from heard.web.desk.settings.questionnaires.translating import languages_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest


@require_safe
@settings_view
def builder(request: DeskRequest, questionnaire_id: UUID) -> HttpResponse:
    """All of it, with a place to add at the end of each page. `page` in the query is where somebody is at work."""
    return _shown(request, making_of(questionnaire_id), at=request.GET.get("page", ""))


@require_POST
@settings_view
def add_question(request: DeskRequest, questionnaire_id: UUID, page: str) -> HttpResponse:
    """One more, and the cursor is where the next is written."""
    making = making_of(questionnaire_id)
    form = QuickQuestion(_page(making, page), making.definition, request.POST)
    if not form.is_valid():
        return _shown(request, making, at=page, question_form=form)
    making.edit(form.added_to, actor=actor_of(request))
    if form.cleaned_data["kind"] in UNFINISHED:
        code = editing.question_code(making.definition, form.cleaned_data["label"])
        return redirect("desk:settings_questionnaire_question", questionnaire_id, code)
    return back_to(questionnaire_id, page)


@require_POST
@settings_view
def add_page(request: DeskRequest, questionnaire_id: UUID) -> HttpResponse:
    """One more, behind the others."""
    making = making_of(questionnaire_id)
    form = QuickPage(request.POST)
    if not form.is_valid():
        return _shown(request, making, page_form=form)
    making.edit(lambda definition: editing.add_page(definition, form.cleaned_data["title"]), actor=actor_of(request))
    return back_to(questionnaire_id, making_of(questionnaire_id).definition.pages[-1].code)


@require_POST
@settings_view
def add_stop(request: DeskRequest, questionnaire_id: UUID) -> HttpResponse:
    """One more reason to go no further."""
    making = making_of(questionnaire_id)
    form = QuickStop(making.definition, request.POST)
    if not form.is_valid():
        return _shown(request, making, stop_form=form)
    making.edit(form.added_to, actor=actor_of(request))
    messages.success(request, _("Added: it stops with “%(title)s”.") % {"title": form.cleaned_data["title"]})
    return redirect("desk:settings_questionnaire", questionnaire_id)


def back_to(questionnaire_id: UUID, page: str) -> HttpResponse:
    """To the builder, ready to add another question to this page. A fragment would keep the cursor away."""
    return redirect(f"{reverse('desk:settings_questionnaire', args=[questionnaire_id])}?page={page}")


def _shown(
    request: DeskRequest,
    making: Making,
    *,
    at: str = "",
    question_form: QuickQuestion | None = None,
    page_form: QuickPage | None = None,
    stop_form: QuickStop | None = None,
) -> HttpResponse:
    wrong = question_form or page_form or stop_form
    last = making.definition.pages[-1].code if making.definition.pages else ""
    begun = any(making.definition.questions())
    at = at or ("" if begun else last)
    outline = outline_of(making.definition, making.words, making.problems)
    context: dict[str, Any] = {
        "making": making,
        "questionnaire": making.questionnaire,
        "outline": outline,
        "sheets": [
            (sheet, question_form if question_form and sheet.page.code == at else _quick(sheet.page, making, at))
            for sheet in outline.sheets
        ],
        "at": at or last,
        "page_form": page_form or QuickPage(auto_id="page_%s"),
        "stop_form": stop_form or QuickStop(making.definition),
        "form": wrong,
        "asked_by": AskedByForm(making.questionnaire),
        "languages": languages_of(making.definition),
        "older": making.questionnaire.versions.filter(published_at__isnull=False),
    }
    status = 400 if wrong else 200
    return desk_page(request, "desk/settings/questionnaires/builder.html", context, status=status)


def _quick(page: Any, making: Making, at: str) -> QuickQuestion:
    return QuickQuestion(page, making.definition, fresh=page.code == at)


def _page(making: Making, code: str) -> Any:
    try:
        return editing.page_of(making.definition, code)
    except editing.NotThere as error:
        raise Http404 from error
