"""The questionnaire in other languages: a table of its words, those that are missing first to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.domain.questions.rules import editing
from heard.domain.questions.rules.words import missing_words, paths_of
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.questionnaires.making import making_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.questions.rules.definition import Definition
    from heard.web.desk.access import DeskRequest


@dataclass(frozen=True, slots=True)
class Language:
    """One the council speaks. `missing`: how many texts nobody has translated."""

    code: str
    name: str
    begun: bool
    missing: int


@dataclass(frozen=True, slots=True)
class Text:
    """Words to translate. `long` ones get more room."""

    path: str
    words: str
    said: str

    @property
    def long(self) -> bool:
        """Whether it is more than a line."""
        return self.path.endswith(".text") or len(self.words) > 80  # noqa: PLR2004 -- about a line


def languages_of(definition: Definition) -> list[Language]:
    """The languages residents may prefer, besides the one the questionnaire is written in."""
    return [
        Language(code, str(name), bool(definition.translations.get(code)), len(missing_words(definition, code)))
        for code, name in settings.HEARD_SPOKEN_LANGUAGES
        if code != settings.LANGUAGE_CODE.partition("-")[0]
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def language(request: DeskRequest, questionnaire_id: UUID, language: str) -> HttpResponse:
    """Every text beside its translation."""
    making = making_of(questionnaire_id)
    spoken = next((one for one in languages_of(making.definition) if one.code == language), None)
    if spoken is None:
        raise Http404
    paths = paths_of(making.definition)
    if request.method == "POST":
        words = {path: request.POST[path].strip()[:4000] for path in paths if path in request.POST}
        making.edit(lambda now: editing.translate(now, language, words), actor=actor_of(request))
        messages.success(request, _("Saved in the draft."))
        return redirect("desk:settings_questionnaire_language", questionnaire_id, language)
    said = making.definition.translations.get(language, {})
    context = {
        "questionnaire": making.questionnaire,
        "spoken": spoken,
        "texts": [Text(path, words, said.get(path, "")) for path, words in paths.items()],
    }
    return desk_page(request, "desk/settings/questionnaires/language.html", context)
