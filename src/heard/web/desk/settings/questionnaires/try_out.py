"""Trying a questionnaire before anybody is asked: the draft as pages, as one form and as a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.domain.questions.rules.answers import answers_in_words
from heard.domain.questions.rules.words import in_language
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view
from heard.web.desk.settings.questionnaires.explaining import reasons
from heard.web.desk.settings.questionnaires.knowing import KnownForm
from heard.web.desk.settings.questionnaires.making import making_of, vocabulary_after
from heard.web.desk.settings.questionnaires.playing import Player, playable
from heard.web.desk.settings.questionnaires.talking import talk

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from heard.domain.questions.rules.asking import Facts
    from heard.domain.questions.rules.definition import Definition
    from heard.domain.questions.rules.walk import Way
    from heard.web.desk.access import DeskRequest

PAGES, FORM, DIALOGUE = "pages", "form", "dialogue"


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def try_out(request: DeskRequest, questionnaire_id: UUID) -> HttpResponse:
    """The query says how it is played and what is known; what was answered travels with the page, and is not kept."""
    making = making_of(questionnaire_id)
    known = KnownForm(making.definition, request.GET)
    facts = known.facts()
    mode = request.GET.get("as", PAGES)
    played = playable(in_language(making.definition, facts.language))
    context = {
        "making": making,
        "questionnaire": making.questionnaire,
        "known": known,
        "mode": mode,
        "tabs": _tabs(request, mode),
        "problems": making.problems,
    }
    if not making.problems:
        context |= _played(request, mode, played, facts)
    return desk_page(request, "desk/settings/questionnaires/try.html", context)


def _played(request: DeskRequest, mode: str, definition: Definition, facts: Facts) -> dict[str, Any]:
    """What came of it."""
    if mode == DIALOGUE:
        talked = talk(definition, facts, request.POST)
        return {"talk": talked} | _explained(definition, talked.way, facts, talked.way.values)
    player = Player(definition, facts, request.POST)
    play = player.whole() if mode == FORM else player.pages()
    return {"play": play} | _explained(definition, play.way, facts, play.values)


def _explained(definition: Definition, way: Way, facts: Facts, values: dict[str, Any]) -> dict[str, Any]:
    """Beside the game: which rules fired, and the answers so far."""
    words = vocabulary_after(definition.questions(with_retired=True)).read_once()
    answers = answers_in_words(definition.questions(), values)
    return {"reasons": reasons(definition, way, facts, words), "answers": answers}


def _tabs(request: DeskRequest, mode: str) -> list[dict[str, Any]]:
    names = ((PAGES, _("As pages")), (FORM, _("As a form")), (DIALOGUE, _("As a conversation")))
    tabs = []
    for code, name in names:
        query = request.GET.copy()
        query["as"] = code
        tabs.append({"text": name, "href": f"?{query.urlencode()}", "current": code == mode})
    return tabs
