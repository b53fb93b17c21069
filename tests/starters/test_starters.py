"""The catalogues to start from: each can be applied as it stands, and asks nothing that cannot be answered."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from heard.domain.catalogue.models import Service
from heard.domain.catalogue.queries import offered, shown_services
from heard.domain.catalogue.rules.checking import check_service
from heard.domain.catalogue.rules.matching import rank
from heard.domain.configuration.rules.folder import read
from heard.domain.questions.models import QuestionKind
from heard.domain.questions.queries import current_version
from heard.domain.questions.rules import checking as questions
from heard.domain.questions.rules.asking import Facts
from heard.domain.questions.rules.definition import read as definition_in
from heard.domain.questions.rules.walk import walk
from heard.domain.teams.rules.targets import Target
from heard.domain.workflows.models import Workflow
from heard.domain.workflows.rules import checking as workflows
from heard.flows.configuration.applying import apply
from heard.flows.configuration.on_disk import files_in
from heard.flows.configuration.planning import plan
from heard.kernel.actor import SYSTEM
from heard.starters import STARTERS
from heard.web.ui.pictures import DRAWINGS

if TYPE_CHECKING:
    from heard.domain.configuration.rules.folder import Documents
    from heard.domain.questions.rules.definition import Question

CODES = list(STARTERS)


@cache
def starter(code: str) -> Documents:
    return read(files_in(STARTERS[code].folder))


def services_of(code: str) -> list[Service]:
    """As rows that are not saved."""
    apart = ("group", "department", "questionnaire", "workflow", "life_events", "targets", "words")
    return [
        Service(**{key: value for key, value in item.items() if key not in apart}, words="\n".join(item["words"]))
        for item in starter(code).setup["services"]
    ]


NOT_SAID = {"code", "field", "is", "in", "kind", "group", "questionnaire", "workflow", "icon", "url"}


def texts_in(data: Any) -> list[str]:
    """Every text somebody reads, whatever it is part of."""
    if isinstance(data, dict):
        return [text for key, part in data.items() if key not in NOT_SAID for text in texts_in(part)]
    if isinstance(data, list):
        return [text for part in data for text in texts_in(part)]
    return [data] if isinstance(data, str) else []


@pytest.mark.parametrize("code", CODES)
def test_there_are_sixty_services_and_all_but_information_asks(code: str) -> None:
    services = starter(code).setup["services"]
    asked = {item["code"] for item in starter(code).setup["questionnaires"]}
    assert len(services) == 60
    assert asked == {item["code"] for item in services if not item.get("information_only")}
    assert all(len(item["words"]) >= 3 and item["description"] for item in services)
    assert all(item.get("targets") for item in services if not item.get("information_only"))


@pytest.mark.parametrize("code", CODES)
def test_every_questionnaire_can_be_asked(code: str) -> None:
    problems = {
        item["code"]: found
        for item in starter(code).setup["questionnaires"]
        if (found := questions.problems_in({key: item[key] for key in item if key not in ("code", "name")}))
    }
    assert problems == {}


@pytest.mark.parametrize("code", CODES)
def test_most_questionnaires_branch(code: str) -> None:
    definitions = [
        definition_in({key: item[key] for key in item if key not in ("code", "name")})
        for item in starter(code).setup["questionnaires"]
    ]
    branching = [one for one in definitions if one.stops or any(question.show_if for question in one.questions())]
    assert len(branching) >= 50


@pytest.mark.parametrize("code", CODES)
def test_no_service_contradicts_itself(code: str) -> None:
    for service in services_of(code):
        check_service(service)
        assert service.icon in DRAWINGS
    for item in starter(code).setup["services"]:
        for target in item.get("targets", ()):
            assert Target.parse(target["first_response"])
            assert Target.parse(target["resolution"])


@pytest.mark.parametrize("code", CODES)
def test_every_word_finds_its_service_among_the_first_three(code: str) -> None:
    services = services_of(code)
    missed = [
        (word, service.code, [match.service.code for match in rank(services, word)[:3]])
        for service in services
        for word in (service.name, *service.words.splitlines())
        if service not in [match.service for match in rank(services, word)[:3]]
    ]
    assert missed == []


def test_the_north_american_one_speaks_american() -> None:
    said = " ".join(texts_in(starter("north-american-city").setup)).lower()
    for word in ("pavement", "kerb", "tyre ", "rubbish", "colour", "council", "999", "lorry", "petrol", "£"):
        assert word not in said, word
    british = " ".join(texts_in(starter("uk-council").setup)).lower()
    for word in ("sidewalk", "trash", "911", "neighbor ", "$"):
        assert word not in british, word


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_applied_to_an_empty_council_it_offers_everything(code: str) -> None:
    documents = starter(code)
    apply(documents, actor=SYSTEM, planned=plan(documents, actor=SYSTEM))
    assert shown_services().count() == 60
    assert len(offered()) >= 50
    for service in shown_services().exclude(information_only=True):
        assert current_version(service.questionnaire_id) is not None
    for workflow in Workflow.objects.all():
        definition = workflow.versions.get().definition
        assert workflows.problems(definition) == []


def some_answer(question: Question, chance: Random) -> Any:
    """What somebody may answer; now and then nothing, where nothing is asked for."""
    choices = [choice.code for choice in question.choices]
    match question.kind:
        case QuestionKind.CHOICE:
            return chance.choice(choices)
        case QuestionKind.CHOICES:
            return chance.sample(choices, chance.randint(1, 2))
        case QuestionKind.YES_NO:
            return chance.random() < 0.5
        case QuestionKind.NUMBER:
            return chance.choice([int(question.least or 0), int(question.most or 100)])
        case QuestionKind.DATE:
            return "2026-11-24"
    return "words" if question.kind in {QuestionKind.TEXT, QuestionKind.LONG_TEXT} else None


@pytest.mark.parametrize("code", CODES)
def test_every_question_is_asked_of_somebody_and_every_stop_stops_somebody(code: str) -> None:
    chance = Random(4)
    facts = Facts(now=datetime(2026, 11, 24, 10, tzinfo=UTC))
    for item in starter(code).setup["questionnaires"]:
        definition = definition_in({key: item[key] for key in item if key not in ("code", "name")})
        ways = [walk(definition, facts, lambda one: some_answer(one.question, chance)) for _walk in range(200)]
        asked = set().union(*(way.codes for way in ways))
        calculated = {one.code for one in definition.questions() if one.kind == QuestionKind.CALCULATED}
        assert asked | calculated == {one.code for one in definition.questions()}, item["code"]
        assert {way.stop.code for way in ways if way.stop} == {stop.code for stop in definition.stops}, item["code"]
        assert any(way.stop is None for way in ways), item["code"]
