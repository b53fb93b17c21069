"""The builder: from nothing to what is asked, and back to an older version, without a line of code."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest

from heard.domain.questions.models import Questionnaire
from heard.domain.questions.operations import change_draft
from heard.domain.questions.queries import current_definition, definition_of
from heard.domain.questions.rules import editing
from heard.domain.questions.rules.definition import write
from heard.kernel.actor import SYSTEM
from heard.web.desk.settings.questionnaires.section import begin
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from heard.domain.questions.rules.definition import Definition


class Builder:
    """What an administrator does with one questionnaire."""

    def __init__(self, browser: Client, questionnaire: Questionnaire) -> None:
        self.browser, self.questionnaire = browser, questionnaire
        self.url = f"/desk/settings/questionnaires/{questionnaire.id}/"

    @property
    def draft(self) -> Definition:
        return definition_of(self.questionnaire.versions.first())

    def ask(self, label: str, kind: str = "text", page: str = "what-we-need-to-know", **more: str) -> HttpResponse:
        return self.post(f"pages/{page}/questions/", label=label, kind=kind, **more)

    def post(self, path: str, **data: str) -> HttpResponse:
        return self.browser.post(f"{self.url}{path}", data)

    def get(self, path: str = "") -> HttpResponse:
        return self.browser.get(f"{self.url}{path}")

    def publish(self) -> HttpResponse:
        return self.post("changes/", publish="yes")


@pytest.fixture
def builder(administrator) -> Builder:
    return Builder(administrator, begin(name="Trolleys", actor=SYSTEM))


@pytest.fixture
def branching(builder) -> Builder:
    builder.ask("Where is it?", "choice", choices="In the street\nIn the water", required="on")
    builder.ask("How deep is it?", "number", only_when="where-is-it=in-the-water")
    builder.ask("Is it on private land?", "yes_no")
    builder.post("stops/", when="is-it-on-private-land=yes", title="This is private land", text="Ask the owner.")
    return builder


def test_a_questionnaire_begins_with_a_page(administrator) -> None:
    answer = administrator.post("/desk/settings/questionnaires/new/", {"name": "Shopping trolleys"})

    questionnaire = Questionnaire.objects.get(name="Shopping trolleys")
    assert answer["Location"] == f"/desk/settings/questionnaires/{questionnaire.id}/"
    assert [page.title for page in definition_of(questionnaire.versions.first()).pages] == ["What we need to know"]
    assert "Draft, not asked yet" in text_of(administrator.get(answer["Location"]))


def test_a_branch_is_one_choice_in_a_list(branching) -> None:
    deep = branching.draft.question("how-deep-is-it")

    assert deep.show_if == {"field": "answers.where-is-it", "is": "in-the-water"}
    assert branching.draft.stops[0].when == {"field": "answers.is-it-on-private-land", "is": True}
    page = text_of(branching.get())
    assert "When the answer to “Where is it?” is In the water" in page
    assert "Stops here This is private land" in page


def test_what_is_missing_is_said_and_what_was_typed_stays(builder) -> None:
    answer = builder.ask("Which?", "choice", choices=" \n")

    assert answer.status_code == 400
    assert "Write at least one choice" in text_of(answer)
    assert 'value="Which?"' in answer.content.decode()
    assert list(builder.draft.questions()) == []


def test_publishing_says_what_changes_and_asks_it_from_then_on(branching) -> None:
    changes = text_of(branching.get("changes/"))
    assert "New question: “How deep is it?”." in changes
    assert "New stop: “This is private land”." in changes
    assert list(current_definition(branching.questionnaire.id).questions()) == []

    branching.publish()

    assert len(list(current_definition(branching.questionnaire.id).questions())) == 3
    assert "Asked now" in text_of(branching.get())


def test_a_change_of_what_is_published_is_a_draft_and_the_older_version_stays(branching) -> None:
    branching.publish()
    branching.post("questions/where-is-it/", label="Where exactly is it?", kind="choice", **_choices())

    assert current_definition(branching.questionnaire.id).question("where-is-it").label == "Where is it?"
    assert "“Where is it?” is now “Where exactly is it?”." in text_of(branching.get("changes/"))
    branching.publish()
    assert "Where is it?" in text_of(branching.get("versions/1/"))
    assert "Where exactly is it?" in text_of(branching.get("versions/2/"))


def _choices(**more: str) -> dict[str, str]:
    kept = {"words_in-the-street": "In the street", "words_in-the-water": "In the water"}
    return kept | {"picture_in-the-street": "", "picture_in-the-water": ""} | more


def test_choices_are_reworded_drawn_moved_added_and_taken_out(branching) -> None:
    typed = _choices(**{"words_in-the-water": "In a river or canal", "picture_in-the-water": "drop"})
    branching.post(
        "questions/where-is-it/", label="Where?", kind="choice", more_choices="In a park", up="in-the-water", **typed
    )

    choices = branching.draft.question("where-is-it").choices
    assert [(one.code, one.label, one.picture) for one in choices] == [
        ("in-the-water", "In a river or canal", "drop"),
        ("in-the-street", "In the street", ""),
        ("in-a-park", "In a park", ""),
    ]


def test_a_question_is_moved_copied_taken_out_and_asked_again(branching) -> None:
    branching.publish()
    for code, step in (("is-it-on-private-land", "up"), ("how-deep-is-it", "copy"), ("how-deep-is-it", "out")):
        branching.post(f"questions/{code}/do/", do=step)

    assert [one.code for one in branching.draft.questions()] == [
        "where-is-it",
        "is-it-on-private-land",
        "how-deep-is-it-2",
    ]
    assert branching.draft.question("how-deep-is-it").retired
    branching.post("questions/how-deep-is-it/do/", do="again")
    assert not branching.draft.question("how-deep-is-it").retired


def test_what_is_wrong_stands_beside_what_it_is_about_and_keeps_the_draft_from_being_published(branching) -> None:
    branching.post("questions/where-is-it/do/", do="down")
    branching.post("questions/where-is-it/do/", do="down")

    page = text_of(branching.get())
    assert "It asks for the answer to a question that comes later." in page
    assert "Something must be mended first" in text_of(branching.get("changes/"))
    branching.publish()
    assert branching.questionnaire.versions.get().published_at is None


def test_pages_are_added_worded_moved_and_removed(branching) -> None:
    branching.post("pages/", title="Whose is it?")
    branching.ask("Which shop?", page="whose-is-it")
    branching.post("pages/whose-is-it/", title="The shop", text="Shops fetch theirs.", first="on")
    branching.post("pages/whose-is-it/do/", do="up")

    assert [(page.title, page.text, page.first) for page in branching.draft.pages] == [
        ("The shop", "Shops fetch theirs.", True),
        ("What we need to know", "", False),
    ]
    branching.post("pages/whose-is-it/do/", do="out")
    assert branching.draft.question("which-shop") is None


def test_a_stop_is_worded_linked_and_removed(branching) -> None:
    path = "stops/this-is-private-land/"
    branching.post(path, title="Private", text="", url="https://shop.example.org/", words="The shop")

    stop = branching.draft.stops[0]
    assert (stop.title, stop.link) == ("Private", {"url": "https://shop.example.org/", "label": "The shop"})
    branching.post(f"{path}do/", do="out")
    assert branching.draft.stops == ()


def test_texts_are_translated_and_what_is_missing_is_counted(branching) -> None:
    assert "8 texts are missing" in text_of(branching.get("languages/es/"))

    branching.post("languages/es/", **{"questions.where-is-it.label": "¿Dónde está?", "questions.gone.label": "x"})

    assert branching.draft.translations == {"es": {"questions.where-is-it.label": "¿Dónde está?"}}
    assert branching.get("languages/tlh/").status_code == 404


def test_the_draft_can_be_thrown_away(branching) -> None:
    branching.publish()
    branching.ask("One more?")
    branching.post("changes/", discard="yes")

    assert branching.draft.question("one-more") is None


def test_a_copy_is_a_draft_of_its_own(branching) -> None:
    answer = branching.post("copy/")

    twin = Questionnaire.objects.get(name="Trolleys (copy)")
    assert answer["Location"].endswith(f"{twin.id}/")
    assert definition_of(twin.versions.get()) == branching.draft
    branching.browser.post(f"/desk/settings/questionnaires/{twin.id}/name/", {"name": "Bicycles"})
    assert Questionnaire.objects.filter(name="Bicycles").exists()


def test_services_begin_to_ask_it_and_stop(branching, reported) -> None:
    service = reported.council.pothole
    branching.post("services/", service=str(service.id))
    service.refresh_from_db()
    assert service.questionnaire == branching.questionnaire
    assert service.name in text_of(branching.get())

    branching.post("services/", stop=service.code)
    service.refresh_from_db()
    assert service.questionnaire is None


def test_a_service_begins_a_questionnaire_or_asks_what_is_asked_elsewhere(administrator, branching, reported) -> None:
    url = f"/desk/settings/services/{reported.council.pothole.id}/questions/"
    assert "Build new questions" in text_of(administrator.get(url))

    administrator.post(url, {"questionnaire": branching.questionnaire.code})
    assert administrator.get(url)["Location"] == branching.url
    assert "Trolleys" in text_of(administrator.get("/desk/settings/questionnaires/"))


def test_special_kinds_go_on_to_what_they_need(builder) -> None:
    builder.ask("How many wheels?", "number")
    answer = builder.ask("Per person", "calculated")

    assert answer["Location"].endswith("questions/per-person/")
    assert "{how-many-wheels}: How many wheels?" in text_of(builder.get("questions/per-person/"))
    builder.post("questions/per-person/", label="Per person", kind="calculated", formula="{how-many-wheels} / 2")
    assert builder.draft.question("per-person").formula == "{how-many-wheels} / 2"


def test_another_kind_leaves_what_belonged_to_the_old_one(builder) -> None:
    builder.ask("How many?", "number")
    builder.post("questions/how-many/", label="How many?", kind="number", least="1", most="5", unit="kg")
    builder.post("questions/how-many/", label="How many?", kind="text", least="1", most="5", unit="kg")

    question = builder.draft.question("how-many")
    assert (question.kind, question.least, question.most, question.unit) == ("text", None, None, "")


@pytest.mark.parametrize("path", ["pages/gone/", "questions/gone/", "stops/gone/", "versions/7/"])
def test_what_is_not_there_is_a_404(builder, path) -> None:
    assert builder.get(path).status_code == 404


def _play(branching: Builder, mode: str, **sent: str | list[str]) -> str:
    return text_of(branching.browser.post(f"{branching.url}try/?as={mode}", sent))


def _state(answer: HttpResponse) -> str:
    found = re.search(r'name="state" value="([^"]*)"', answer.content.decode())
    assert found
    return html.unescape(found[1])


def test_the_draft_is_played_as_pages_and_says_which_rules_fired(branching) -> None:
    branching.post("pages/", title="More")
    branching.ask("Anything else?", page="more")
    shown = ["where-is-it", "is-it-on-private-land"]
    sent = {"page": "what-we-need-to-know", "answers.where-is-it": "in-the-water"}

    page = _play(branching, "pages", shown=shown, **sent)
    assert "How deep is it? (optional)" in page
    assert "“How deep is it?” is asked because the answer to “Where is it?” is In the water" in page

    more = {"answers.how-deep-is-it": "2", "answers.is-it-on-private-land": "no", "go": "on"}
    answer = branching.browser.post(f"{branching.url}try/", sent | more | {"shown": [*shown, "how-deep-is-it"]})
    assert "Anything else? (optional)" in text_of(answer)
    last = {"state": _state(answer), "page": "more", "shown": "anything-else", "answers.anything-else": "", "go": "on"}
    assert "All is answered" in _play(branching, "pages", **last)
    assert "How deep is it?" in _play(branching, "pages", state=_state(answer), back="yes")


def test_going_back_keeps_what_was_answered(branching) -> None:
    shown = ["where-is-it", "is-it-on-private-land", "how-deep-is-it"]
    sent = {"answers.where-is-it": "in-the-water", "answers.how-deep-is-it": "2", "answers.is-it-on-private-land": "no"}
    page = {"page": "what-we-need-to-know", "shown": shown, "go": "on"}
    ended = branching.browser.post(f"{branching.url}try/", sent | page)
    assert "All is answered" in text_of(ended)

    back = branching.browser.post(f"{branching.url}try/", {"state": _state(ended), "back": "yes"})
    assert "Answers so far Where is it? In the water" in text_of(back)
    assert json.loads(_state(back))["values"] == json.loads(_state(ended))["values"]


def test_a_question_that_stays_away_says_when_it_would_come(branching) -> None:
    sent = {"page": "what-we-need-to-know", "shown": "where-is-it", "answers.where-is-it": "in-the-street"}
    page = _play(branching, "pages", **sent)
    assert "“How deep is it?” is not asked: only when the answer to “Where is it?” is In the water" in page


def test_the_draft_is_played_as_a_form_that_stops(branching) -> None:
    page = _play(branching, "form", **{"answers.is-it-on-private-land": "yes", "answers.where-is-it": "in-the-street"})

    assert "Ask the owner." in page
    assert "It stops: This is private land because the answer to “Is it on private land?” is yes" in page
    assert "Answer this question: Where is it?" in _play(
        branching, "form", send="yes", shown=["where-is-it", "is-it-on-private-land"]
    )


def test_the_draft_is_played_as_a_conversation(branching) -> None:
    answer = branching.get("try/?as=dialogue")
    assert "Where is it?" in text_of(answer)

    for text in ("in the water", "1.5", "no"):
        url = f"{branching.url}try/?as=dialogue"
        answer = branching.browser.post(url, {"state": _state(answer), "text": text}) if text else answer

    page = text_of(answer)
    assert "All is answered" in page
    assert "How deep is it? 1.5" in page


def test_the_place_is_known_where_the_query_says_so(branching, reported) -> None:
    area = reported.council.area
    definition = editing.change_question(
        branching.draft, "is-it-on-private-land", show_if={"field": "area", "is": area.code}
    )
    change_draft(branching.questionnaire.versions.get(), definition=write(definition), actor=SYSTEM)

    assert "Is it on private land? (optional)" not in text_of(branching.get("try/"))
    assert "Is it on private land? (optional)" in text_of(branching.get(f"try/?area={area.code}"))
