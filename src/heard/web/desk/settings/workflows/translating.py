"""What residents read of a workflow, in other languages: each text beside its translation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.domain.workflows.rules import editing
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.translations import beside, spoken_languages, the_one, written
from heard.web.desk.settings.workflows.shaping import shaping_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.workflows.rules.definition import Definition
    from heard.web.desk.access import DeskRequest
    from heard.web.desk.settings.translations import Language


def languages_of(definition: Definition) -> list[Language]:
    """Those it can be translated into; none where residents read nothing of it."""
    texts, said = definition.texts(), definition.translations
    return spoken_languages(said, lambda code: texts.keys() - said.get(code, {}).keys()) if texts else []


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def language(request: DeskRequest, workflow_id: UUID, language: str) -> HttpResponse:
    """Translate it in the draft."""
    shaping = shaping_of(workflow_id)
    spoken, texts = the_one(languages_of(shaping.definition), language), shaping.definition.texts()
    if request.method == "POST":
        change = partial(editing.translate, language=language, words=written(request, texts))
        shaping.edit(change, actor=actor_of(request))
        messages.success(request, _("Saved in the draft."))
        return redirect("desk:settings_workflow", workflow_id)
    context = {
        "of": shaping.workflow,
        "back": reverse("desk:settings_workflow", args=[workflow_id]),
        "spoken": spoken,
        "texts": beside(texts, shaping.definition.translations.get(language, {})),
    }
    return desk_page(request, "desk/settings/language.html", context)
