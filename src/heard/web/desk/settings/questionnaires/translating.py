"""The questionnaire in other languages: a table of its words, those that are missing first to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.domain.questions.rules import editing
from heard.domain.questions.rules.words import missing_words, paths_of
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.questionnaires.making import making_of
from heard.web.desk.settings.translations import beside, spoken_languages, the_one, written

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.questions.rules.definition import Definition
    from heard.web.desk.access import DeskRequest
    from heard.web.desk.settings.translations import Language


def languages_of(definition: Definition) -> list[Language]:
    """Those it can be translated into; what is no longer asked is not missing."""
    return spoken_languages(definition.translations, lambda code: missing_words(definition, code))


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def language(request: DeskRequest, questionnaire_id: UUID, language: str) -> HttpResponse:
    """Every text beside its translation."""
    making = making_of(questionnaire_id)
    spoken, texts = the_one(languages_of(making.definition), language), paths_of(making.definition)
    if request.method == "POST":
        words = written(request, texts)
        making.edit(lambda now: editing.translate(now, language, words), actor=actor_of(request))
        messages.success(request, _("Saved in the draft."))
        return redirect("desk:settings_questionnaire_language", questionnaire_id, language)
    context = {
        "of": making.questionnaire,
        "back": reverse("desk:settings_questionnaire", args=[questionnaire_id]),
        "spoken": spoken,
        "texts": beside(texts, making.definition.translations.get(language, {})),
    }
    return desk_page(request, "desk/settings/language.html", context)
