"""Recording a call or a visit: what appears while somebody speaks, and what is saved."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from heard.domain.cases.models import Case, Follower, Origin
from heard.domain.conversations.models import Message
from heard.domain.journal.models import Entry
from heard.domain.people.models import IdentityKind, MandateKind, Person
from heard.domain.people.operations.households import start_household
from heard.domain.people.operations.identities import add_identity
from heard.domain.people.operations.mandates import give_mandate
from heard.domain.people.operations.notes import add_caution
from heard.domain.people.operations.profile import update_profile
from heard.domain.routing.models import Rule
from heard.flows.close_case import close_case
from heard.flows.follow_case import follow_case
from heard.flows.record_contact import record_contact
from heard.flows.report_issue import Report, report_issue
from heard.kernel.actor import SYSTEM, resident, staff
from heard.kernel.errors import Refused
from heard.kernel.ids import new_id
from tests.domain.questions.trolley import TROLLEY
from tests.town.cases import CaseFactory
from tests.town.catalogue import ServiceFactory, asking, questionnaire
from tests.town.people import PersonFactory
from tests.town.places import WEST_SQUARE, AddressFactory
from tests.town.sealed import saying, the_one_saying
from tests.town.staff import TeamFactory
from tests.web.desk.pages import text_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.web.desk.conftest import Reported

pytestmark = pytest.mark.django_db
URL = "/desk/record/"


def ask(browser: Client, part: str, **typed: Any) -> str:
    return text_of(browser.post(URL, typed, headers={"HX-Request": "true", "HX-Target": part}))


def told(_reported: Reported, **more: Any) -> dict[str, Any]:
    """What a caller tells about a pothole."""
    facts = {
        "submission": new_id(), "origin": "phone", "language": "en", "service": "pothole", "words": "hole",
        "description": "A hole outside the bakery", "address": "7 Elm Street", "name": "Paul Abel",
        "phone": "+1 203 555 0142", "lon": WEST_SQUARE.lon, "lat": WEST_SQUARE.lat, "save": "yes",
    }  # fmt: skip
    return facts | more


def test_the_page_is_empty_at_first(agent) -> None:
    page = text_of(agent.get(URL))
    assert "Record a contact" in page
    assert "On the phone" in page


def test_a_known_resident_is_found_by_address_with_what_they_asked_before(agent, reported) -> None:
    found = ask(agent, "record-people", email="MARIA@example.org")
    assert "Maria Gomez" in found
    assert "Pothole" in found
    assert reported.case.reference in found
    assert "Nobody known" in ask(agent, "record-people", phone="+1 203 555 9999")


def test_of_many_namesakes_who_waits_for_us_comes_first_and_who_is_not_shown_is_counted(agent, reported) -> None:
    for number in range(11):
        PersonFactory(name=f"Ana{number} Quiñones")
    zoe = CaseFactory(person=PersonFactory(name="Zoe Quiñones"), team=reported.council.roads).person
    found = ask(agent, "record-people", name="quino")
    assert found.index("Zoe Quiñones") < found.index("Ana0 Quiñones")
    assert "10 of 12 — type more of the name, or a street." in found
    everybody = agent.post(URL, {"name": "quino", "all": "yes", "person": str(zoe.id)})
    assert "Ana9 Quiñones" in text_of(everybody)
    assert '<input type="hidden" name="all" value="yes">' in everybody.content.decode()  # so that a choice stays one


def test_contacts_the_agent_may_not_see_stay_hidden(stranger, reported) -> None:
    found = ask(stranger, "record-people", email="maria@example.org")
    assert reported.case.reference not in found
    assert "Pothole" not in found


def test_services_are_found_by_the_callers_words(agent, reported) -> None:
    ServiceFactory(name="Street light", words="lamp")
    found = ask(agent, "record-services", words="there is a hole in the road")
    assert "Pothole" in found
    assert "Street light" not in found


def test_the_services_questions_appear_and_are_kept(agent, reported) -> None:
    questions = asking({"code": "deep", "label": "How deep is it?", "required": True})
    pothole = reported.council.pothole
    pothole.questionnaire = questions
    pothole.save()
    assert "How deep is it?" in ask(agent, "record-questions", service="pothole")
    missing = agent.post(URL, told(reported))
    assert missing.status_code == 400
    assert "Answer this question: How deep is it?" in text_of(missing)
    agent.post(URL, told(reported, **{"answers.deep": "A hand"}))
    assert Case.objects.get(origin="phone").answers == {"deep": "A hand"}


def trolley(reported: Reported) -> None:
    pothole = reported.council.pothole
    pothole.questionnaire = questionnaire(TROLLEY)
    pothole.save()


def test_what_is_asked_follows_the_answers(agent, reported) -> None:
    trolley(reported)
    assert "How deep is the water?" not in ask(agent, "record-questions", service="pothole")
    assert "How deep is the water?" in ask(agent, "record-questions", service="pothole", **{"answers.where": "water"})
    answers = {"answers.mine": "no", "answers.where": "water", "answers.count": "1", "answers.depth": "1,5"}
    refused = agent.post(URL, told(reported, **answers | {"answers.where": "street"}))
    assert refused.status_code == 400
    assert "“How deep is the water?” is not asked after the other answers." in text_of(refused)
    agent.post(URL, told(reported, **answers))
    assert Case.objects.get(origin="phone").answers["depth"] == 1.5


def test_where_it_stops_the_agent_reads_what_to_tell(agent, reported) -> None:
    trolley(reported)
    part = ask(agent, "record-questions", service="pothole", **{"answers.where": "private"})
    assert "This is private land" in part
    assert "How many?" not in part
    refused = agent.post(URL, told(reported, **{"answers.mine": "no", "answers.where": "private"}))
    assert "This is private land. Ask the owner." in text_of(refused)
    assert not Case.objects.filter(origin="phone").exists()


def test_a_caller_is_not_asked_for_a_photo(agent, reported) -> None:
    pothole = reported.council.pothole
    pothole.questionnaire = asking({"code": "picture", "kind": "file", "required": True})
    pothole.save()
    agent.post(URL, told(reported))
    assert Case.objects.filter(origin="phone").exists()


def test_addresses_and_open_reports_around_them_appear(agent, reported) -> None:
    place = AddressFactory(number="14", text="14 Elm Street", location=WEST_SQUARE)
    assert "14 Elm Street" in ask(agent, "record-places", address="14 elm")
    near = ask(agent, "record-near", service="pothole", address="14 elm", place=str(place.id))
    assert reported.case.reference in near
    assert "They mean this one" in near


def test_a_call_becomes_a_case_of_a_new_person(agent, reported) -> None:
    answer = agent.post(URL, told(reported))
    case = Case.objects.get(origin="phone")
    assert answer["Location"] == f"/desk/cases/{case.reference}/"
    assert case.person.name == "Paul Abel"
    assert case.team == reported.council.roads
    assert case.address == "7 Elm Street"
    assert f"Tell them the reference: {case.reference}" in text_of(agent.get(answer["Location"]))


def test_the_page_sent_twice_is_one_case(agent, reported) -> None:
    facts = told(reported)
    agent.post(URL, facts)
    agent.post(URL, facts)
    assert Case.objects.filter(origin="phone").count() == 1


def test_a_confirmed_resident_stays_one_person(agent, reported) -> None:
    maria = reported.case.person
    agent.post(URL, told(reported, email="maria@example.org", person=str(maria.id)))
    assert Case.objects.get(origin="phone").person == maria


def test_nobody_can_be_chosen_who_was_not_found_by_what_the_caller_told(agent, reported) -> None:
    somebody = PersonFactory(email="else@example.org")
    agent.post(URL, told(reported, person=str(somebody.id)))
    assert Case.objects.get(origin="phone").person != somebody


def test_who_means_an_open_report_follows_it(agent, reported) -> None:
    agent.post(URL, told(reported, follow=reported.case.reference, email="paul@example.org"))
    assert not Case.objects.filter(origin="phone").exists()
    paul = the_one_saying(Person, name="Paul Abel")
    assert Follower.objects.filter(case=reported.case, person=paul).exists()


def test_a_known_resident_follows_as_themselves_however_often_it_is_sent(agent, reported) -> None:
    ben = PersonFactory(name="Ben Brown", email="ben@example.org")
    report_issue(
        Report(service=reported.council.pothole, origin=Origin.WEB, description="Another", location=WEST_SQUARE),
        actor=resident(ben.id),
        person=ben,
    )
    facts = told(reported, follow=reported.case.reference, email="ben@example.org", person=str(ben.id))
    agent.post(URL, facts)
    agent.post(URL, facts)
    message = Message.objects.get(conversation__case=reported.case, person=ben)
    assert message.channel == "phone"
    assert message.text == "A hole outside the bakery"
    assert Entry.objects.get(kind="message.received", subject_id=message.id).actor_id == reported.council.agent.id


def test_who_follows_need_not_answer_what_the_service_asks(agent, reported) -> None:
    pothole = reported.council.pothole
    pothole.questionnaire = asking({"code": "deep", "required": True})
    pothole.save()
    answer = agent.post(URL, told(reported, follow=reported.case.reference))
    assert answer["Location"] == reported.url


def test_who_cannot_be_reached_cannot_follow_and_keeps_what_they_said(agent, reported) -> None:
    for wrong in ({"phone": ""}, {"email": "paul(at)example.org"}):
        answer = agent.post(URL, told(reported, follow=reported.case.reference) | wrong)
        assert answer.status_code == 400
        assert "A hole outside the bakery" in text_of(answer)
    assert not saying(Person, name="Paul Abel")


def test_a_case_closed_meanwhile_says_so_and_keeps_what_was_typed(agent, reported) -> None:
    close_case(reported.case, outcome="fixed", text="Filled.", actor=staff(reported.council.agent.id))
    answer = agent.post(URL, told(reported, follow=reported.case.reference, email="paul@example.org"))
    assert answer.status_code == 400
    assert "This report is closed" in text_of(answer)
    assert "A hole outside the bakery" in text_of(answer)


def test_only_a_case_the_agent_may_see_can_be_followed(stranger, reported) -> None:
    assert stranger.post(URL, told(reported, follow=reported.case.reference)).status_code == 404
    assert not saying(Person, name="Paul Abel")


def test_without_a_script_buttons_look_things_up_and_keep_what_was_typed(agent, reported) -> None:
    typed = told(reported, email="maria@example.org", look="people")
    del typed["save"]
    answer = agent.post(URL, typed)
    assert answer.status_code == 200
    assert reported.case.reference in text_of(answer)
    assert "A hole outside the bakery" in text_of(answer)
    assert 'value="maria@example.org"' in answer.content.decode()
    assert not Case.objects.filter(origin="phone").exists()


def test_what_it_is_about_must_be_chosen(agent, reported) -> None:
    answer = agent.post(URL, told(reported, service=""))
    assert answer.status_code == 400
    assert "Choose what it is about from the list" in text_of(answer)


def test_a_confidential_contact_is_recorded_but_not_shown_to_who_recorded_it(agent, reported) -> None:
    ServiceFactory(name="Abuse", code="abuse", confidential=True)
    its_team = TeamFactory(name="Safeguarding")
    Rule.objects.create(position=0, name="Abuse", condition={"field": "service", "is": "abuse"}, team=its_team)
    answer = agent.post(URL, told(reported, service="abuse"))
    assert answer["Location"] == URL
    case = Case.objects.get(origin="phone")
    assert case.confidential
    assert f"Tell them the reference: {case.reference}" in text_of(agent.get(URL))
    assert agent.get(f"/desk/cases/{case.reference}/").status_code == 404


def test_that_somebody_told_us_of_something_confidential_before_is_not_said(agent, reported) -> None:
    """The earlier one waits for a team: nobody reads it yet."""
    abuse = ServiceFactory(name="Abuse", code="abuse", confidential=True)
    person = reported.case.person
    CaseFactory(service=abuse, person=person, confidential=True, team=None, department=None)
    page = ask(agent, "record-near", email="maria@example.org", person=str(person.id), service="abuse")
    assert "abuse since" not in page


def test_a_number_does_not_tell_a_name_to_whoever_knows_none_of_their_cases(stranger, browser_of, reported) -> None:
    assert "Maria Gomez" not in ask(stranger, "record-people", email="maria@example.org")
    follow_case(reported.case, name="Ben Brown", email="ben@example.org")
    assert "Ben Brown" in ask(browser_of(reported.council.officer), "record-people", email="ben@example.org")
    assert "Ben Brown" not in ask(stranger, "record-people", email="ben@example.org")


def known_carer(reported: Reported) -> tuple[Person, Person]:
    """Carla looks after Carmen until next month."""
    carmen, carla = PersonFactory(name="Carmen Quiñones"), PersonFactory(name="Carla Carer", email="carla@example.org")
    until = timezone.localdate() + timedelta(days=30)
    give_mandate(carmen, speaker=carla, kind=MandateKind.CARER, until=until, actor=SYSTEM)
    return carmen, carla


@pytest.mark.parametrize("half", ["quin", "Carmen Q", "carmn"])
def test_a_caller_is_found_by_half_a_name(agent, reported, half) -> None:
    PersonFactory(name="Carmen Quiñones")
    assert "Carmen Quiñones" in ask(agent, "record-people", name=half)


def test_a_caller_is_found_by_where_they_live(agent, reported) -> None:
    carmen = PersonFactory(name="Carmen Quiñones")
    add_identity(carmen, kind=IdentityKind.ADDRESS, value="14 Chapel Street", actor=SYSTEM)
    assert "Carmen Quiñones" in ask(agent, "record-people", name="14 chapel")


def test_a_half_name_finds_nobody_whom_the_reader_may_not_know_of(stranger, reported) -> None:
    assert "Maria Gomez" not in ask(stranger, "record-people", name="maria")


def test_who_was_chosen_is_shown_whole_before_the_next_word(agent, reported) -> None:
    _carmen, carla = known_carer(reported)
    update_profile(carla, needs=["call"], actor=SYSTEM)
    add_caution(carla, kind="dog", reason="It bites", review_on=timezone.localdate(), actor=SYSTEM)
    start_household(carla, name="Chapel Street", actor=SYSTEM)
    seen = ask(agent, "record-people", name="carla", person=str(carla.id))
    for words in ("Dog on the premises", "Call, don’t write", "Chapel Street", "For Carmen Quiñones"):
        assert words in seen


def test_for_whom_a_caller_speaks_is_asked_before_all_else_we_know(agent, reported) -> None:
    carmen, carla = known_carer(reported)
    start_household(carla, name="Chapel Street", actor=SYSTEM)
    chosen = {"name": "carla", "person": str(carla.id)}
    for page in (ask(agent, "record-people", **chosen), text_of(agent.post(URL, chosen | {"look": "person"}))):
        until = date_format(carla.speaks_for.get().until, "j F Y")
        assert re.search(rf"For themselves\s+For {carmen.name}\s+\(Carer\s+until {until}\)", page)
        assert page.index("For themselves") < page.index("Chapel Street")
    kept = told(reported, person=str(carla.id), email="carla@example.org", service="")
    assert "For themselves" in text_of(agent.post(URL, kept))  # with an error, too


def test_who_was_chosen_brings_their_language_once(agent, reported) -> None:
    maria = reported.case.person
    update_profile(maria, language="es", actor=SYSTEM)
    htmx = {"HX-Request": "true", "HX-Target": "record-people"}
    spanish = '<option value="es" selected>'
    chosen = {"name": "maria", "language": "en", "person": str(maria.id)}
    part = agent.post(URL, chosen, headers=htmx).content.decode()
    assert '<div id="record-spoken" hx-swap-oob="true">' in part
    assert spanish in part
    assert spanish in agent.post(URL, chosen | {"look": "person"}).content.decode()
    before = re.search('name="person_before" value="([^"]+)"', part)[1]
    after = chosen | {"person_before": before}  # the agent put it back to English, and typed on
    assert "record-spoken" not in agent.post(URL, after, headers=htmx).content.decode()
    assert spanish not in agent.post(URL, after | {"look": "person"}).content.decode()
    assert "record-spoken" not in agent.post(URL, chosen | {"person": ""}, headers=htmx).content.decode()


def test_the_third_report_is_recognised_while_they_speak(agent, reported) -> None:
    maria = reported.case.person
    CaseFactory(person=maria, service=reported.council.pothole, location=WEST_SQUARE)
    near = ask(
        agent, "record-near", name="maria", person=str(maria.id), service="pothole",
        lon=WEST_SQUARE.lon, lat=WEST_SQUARE.lat,
    )  # fmt: skip
    assert "Third pothole since" in near


def test_a_carer_reports_for_another_and_both_hear_of_it(agent, reported) -> None:
    carmen, carla = known_carer(reported)
    facts = told(reported, name="carla", email="carla@example.org", person=str(carla.id))
    facts |= {"speaks_for": str(carla.speaks_for.get().id)}
    answer = agent.post(URL, facts)
    agent.post(URL, facts)
    case = Case.objects.get(origin="phone")
    assert case.person == carmen
    assert not carmen.identities.exists()  # the carer's number is not hers
    assert Follower.objects.filter(case=case, person=carla).count() == 1
    assert {one.person_id for one in case.conversations.all()} == {carmen.id, carla.id}
    assert "Somebody who may speak for the resident told us" in text_of(agent.get(answer["Location"]))


def test_nobody_speaks_for_another_without_a_mandate_that_holds(agent, reported) -> None:
    carmen, carla = known_carer(reported)
    mandate = carla.speaks_for.get()
    ended = timezone.localdate() - timedelta(days=1)
    carla.speaks_for.update(since=ended, until=ended)
    agent.post(URL, told(reported, name="carla", person=str(carla.id), speaks_for=str(mandate.id)))
    assert Case.objects.get(origin="phone").person == carla
    with pytest.raises(Refused):
        record_contact(
            Report(service=reported.council.pothole, origin=Origin.PHONE, description="x", location=WEST_SQUARE),
            actor=staff(reported.council.agent.id), person=carmen, speaker=carla,
        )  # fmt: skip
