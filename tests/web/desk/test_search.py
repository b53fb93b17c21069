"""The search box: what an agent hears on the phone leads to people and cases, as far as they may see them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.domain.cases.models import Case
from heard.domain.people.operations.people import make_findable
from heard.kernel import clock
from heard.web.desk.inbox.words import opened_words
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory
from tests.town.people import AddressFactory, PersonFactory, PhoneFactory
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db
SEARCH = "/desk/search/"


def wrong(reference: str) -> str:
    """The same with another check sign."""
    return reference[:-1] + ("2" if reference[-1] != "2" else "3")


@pytest.mark.parametrize("typed", ["maria@example.org", " Maria@Example.ORG ", "(203) 555-0142", "+1 203 555 0142"])
def test_an_address_or_a_number_leads_to_who_has_it_and_their_cases(agent, stranger, reported, typed) -> None:
    PhoneFactory(person=reported.case.person, value="+12035550142")
    answer = agent.post(SEARCH, {"q": typed})
    assert f'href="/desk/people/{reported.case.person_id}/"' in answer.content.decode()
    assert reported.case.reference in text_of(answer)
    refused = text_of(stranger.post(SEARCH, {"q": typed}))
    assert "Nobody you may know of has this address or number" in refused
    assert "Maria Gomez" not in refused


@pytest.mark.parametrize("typed", ["maria", "Gomes", "gomez maria"])
def test_a_name_shows_people_above_the_cases_with_these_words(agent, stranger, reported, typed) -> None:
    words = CaseFactory(team=reported.council.roads, description="Maria Gomez Gomes spoke of a lamp")
    answer = agent.post(SEARCH, {"q": typed})
    page = text_of(answer)
    assert f'href="/desk/people/{reported.case.person_id}/"' in answer.content.decode()
    assert page.index("Maria Gomez") < page.index(words.reference)
    assert stranger.post(SEARCH, {"q": typed}).status_code == 302


def test_of_many_namesakes_ten_are_shown_in_as_many_queries_however_many_there_are(agent, reported) -> None:
    def namesakes(count: int) -> None:
        for _ in range(count):
            CaseFactory(person=PersonFactory(name="Luis Gomez"), team=reported.council.roads)

    namesakes(9)
    with CaptureQueriesContext(connection) as some:
        assert "type more of the name" not in text_of(agent.post(SEARCH, {"q": "gomez"}))
    namesakes(13)
    with CaptureQueriesContext(connection) as many:
        answer = agent.post(SEARCH, {"q": "gomez"})
    assert answer.content.decode().count('href="/desk/people/') == 10
    assert "10 of 23 — type more of the name, or a street." in text_of(answer)
    assert len(many) == len(some)


def test_who_waits_for_us_comes_first_then_who_told_us_something_last(agent, reported) -> None:
    for number in range(10):
        PersonFactory(name=f"Ana Quiñones {number}")
    long_ago, lately = PersonFactory(name="Xavier Quiñones"), PersonFactory(name="Yara Quiñones")
    waiting = PersonFactory(name="Zoe Quiñones")
    done = {"status": "closed", "outcome": "fixed"}
    for days, person, how in ((400, long_ago, done), (30, lately, done), (90, waiting, {})):
        told = clock.now() - timedelta(days=days)
        CaseFactory(person=person, team=reported.council.roads, reported_at=told, **how)
    page = text_of(agent.post(SEARCH, {"q": "Quino"}))
    where = [page.index(name) for name in ("Zoe Quiñones", "Yara Quiñones", "Xavier Quiñones", "Ana Quiñones 0")]
    assert where == sorted(where)
    assert "Ana Quiñones 9" not in page


def test_all_who_were_found_are_shown_by_a_button_that_puts_no_name_into_the_url(agent) -> None:
    for number in range(12):
        PersonFactory(name=f"Ana Quiñones {number}")
    found = agent.post(SEARCH, {"q": "quiñones"}).content.decode()
    assert '<button class="govuk-button govuk-button--secondary" name="all" value="yes">' in found
    everybody = agent.post(SEARCH, {"q": "quiñones", "all": "yes"})
    assert everybody.content.decode().count('href="/desk/people/') == 12
    assert "type more of the name" not in text_of(everybody)
    assert "Show all found" not in text_of(everybody)


def test_what_is_found_to_the_limit_of_the_search_is_said_to_be_perhaps_more(agent) -> None:
    for number in range(51):
        PersonFactory(name=f"Ana Quiñones {number}")
    assert "10 of 50 or more — type more" in text_of(agent.post(SEARCH, {"q": "quiñones"}))
    assert "There may be more: type more" in text_of(agent.post(SEARCH, {"q": "quiñones", "all": "yes"}))


@pytest.mark.parametrize("typed", ["12 Gomez Street", "gomez gomez gomez gomez gomez", "bus stop"])
def test_what_is_nobodys_name_goes_to_the_list(agent, reported, typed) -> None:
    answer = agent.post(SEARCH, {"q": typed})
    assert answer["Location"].startswith("/desk/?q=")
    assert not any(word in answer["Location"].lower() for word in typed.lower().split() if len(word) > 2)
    assert f"“{typed}”" in text_of(agent.get(answer["Location"]))


def test_words_sealed_by_another_key_search_for_nothing(agent, settings) -> None:
    listed = agent.post(SEARCH, {"q": "bus stop"})["Location"]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert "“bus stop”" in text_of(agent.get(listed))
    settings.SECRET_KEY_FALLBACKS = []
    assert opened_words(listed.partition("=")[2]) == ""


def test_an_address_leads_to_who_lives_there(agent, reported) -> None:
    person = reported.case.person
    make_findable(person, addresses=["12 Elm Street"])
    person.save()
    AddressFactory(person=person, value="12 Elm Street")
    assert f'href="/desk/people/{person.id}/"' in agent.post(SEARCH, {"q": "12 elm"}).content.decode()


def test_a_reference_or_a_number_of_the_old_system_leads_straight_to_its_case(agent, reported) -> None:
    Case.objects.filter(pk=reported.case.pk).update(source="old", source_id="101000001849")
    for typed in (reported.case.reference.lower(), "101000001849"):
        assert agent.post(SEARCH, {"q": typed})["Location"] == reported.url


def test_the_box_posts_and_a_reload_or_nothing_is_the_inbox(agent) -> None:
    assert '<form action="/desk/search/" method="post" role="search"' in agent.get("/desk/").content.decode()
    for answer in (agent.get(SEARCH), agent.post(SEARCH, {"q": "  "})):
        assert answer["Location"] == "/desk/"


def test_a_reference_with_a_wrong_sign_is_to_be_checked(agent, stranger, reported) -> None:
    reference = reported.case.reference
    sentence = "Check the reference: one of its letters or digits is wrong or missing."
    for typed in (wrong(reference), wrong(reference).replace("-", " ").lower(), reference[:-1], reference[4:-1] + "0"):
        assert sentence in text_of(agent.post(SEARCH, {"q": typed}, follow=True)), typed
    assert sentence not in text_of(agent.get("/desk/", {"q": "zebra"}))
    refused = text_of(stranger.post(SEARCH, {"q": reference}, follow=True))
    assert f"There is no case {reference} that you can open." in refused


def test_nothing_found_says_what_helps_in_this_list(agent, reported) -> None:
    code = ServiceFactory().code
    assert "or look in All" in text_of(agent.get("/desk/?view=mine&q=zebra"))
    assert "Try fewer words" in text_of(agent.get("/desk/?view=all&q=zebra"))
    filtered = text_of(agent.get(f"/desk/?view=all&service={code}"))
    assert "Take away a filter above." in filtered
    assert "Try fewer words" not in filtered


def test_a_service_by_its_name_is_offered_as_a_filter(agent) -> None:
    service = ServiceFactory(name="Abandoned bicycle")
    offer = f'href="/desk/?view=all&amp;service={service.code}">Show all cases of the service Abandoned bicycle</a>'
    for typed in ("bicycle", "Abandoned BICYCLE"):
        assert offer in agent.get("/desk/", {"q": typed}).content.decode()
    for typed in ("bicycle lane", "cycle", "a"):
        assert offer not in agent.get("/desk/", {"q": typed}).content.decode()
