"""What residents read of a workflow, in other languages: each text beside its translation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.domain.workflows.rules import editing
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.workflows.parts import LONGEST_LETTER
from heard.web.desk.settings.workflows.shaping import shaping_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.workflows.rules.definition import Definition
    from heard.web.desk.access import DeskRequest


@dataclass(frozen=True, slots=True)
class Language:
    """One that residents may prefer. `missing`: how many texts nobody has translated."""

    code: str
    name: str
    missing: int


@dataclass(frozen=True, slots=True)
class Text:
    """Words to translate."""

    path: str
    words: str
    said: str


def languages_of(definition: Definition) -> list[Language]:
    """All but the one it is written in; none where residents read nothing of it."""
    texts = definition.texts()
    return [
        Language(code, str(name), len(texts.keys() - definition.translations.get(code, {}).keys()))
        for code, name in settings.HEARD_SPOKEN_LANGUAGES
        if texts and code != settings.LANGUAGE_CODE.partition("-")[0]
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def language(request: DeskRequest, workflow_id: UUID, language: str) -> HttpResponse:
    """Translate it in the draft."""
    shaping = shaping_of(workflow_id)
    spoken = next((one for one in languages_of(shaping.definition) if one.code == language), None)
    if spoken is None:
        raise Http404
    texts = shaping.definition.texts()
    if request.method == "POST":
        words = {path: request.POST[path].strip()[:LONGEST_LETTER] for path in texts if path in request.POST}
        shaping.edit(partial(editing.translate, language=language, words=words), actor=actor_of(request))
        messages.success(request, _("Saved in the draft."))
        return redirect("desk:settings_workflow", workflow_id)
    said = shaping.definition.translations.get(language, {})
    context = {
        "workflow": shaping.workflow,
        "spoken": spoken,
        "texts": [Text(path, words, said.get(path, "")) for path, words in texts.items()],
    }
    return desk_page(request, "desk/settings/workflows/language.html", context)
