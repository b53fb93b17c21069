"""Routing rules: sentences, the editor without scripts, the order, trying them on a case."""

from __future__ import annotations

import pytest

from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.routing.models import Rule
from tests.town.catalogue import ServiceFactory, asking
from tests.town.conditions import typed
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db
NEW = "/desk/settings/rules/new/"
POTHOLE = {"field": "service", "is": "pothole"}


def form(team, condition: dict[str, object], **more: str) -> dict[str, object]:
    """What the editor sends."""
    sent = typed(condition, case_vocabulary())
    return {"name": "A rule", "team": str(team.id), "priority": "", "active": "on", **sent, **more}


def saved(administrator, data) -> Rule:
    answer = administrator.post(NEW, data)
    assert answer.status_code == 302, text_of(answer)
    return Rule.objects.get(name="A rule")


def test_rules_read_as_sentences(administrator, reported) -> None:
    page = text_of(administrator.get("/desk/settings/rules/"))
    assert "When the service is Pothole → Roads North" in page


@pytest.mark.parametrize(
    "clause",
    [
        {"field": "service", "is": "pothole"},
        {"field": "service", "not_in": ["pothole", "graffiti"]},
        {"field": "weekday", "in": ["sat", "sun"]},
        {"field": "time", "between": ["18:00", "22:00"]},
        {"field": "confidential", "is": False},
        {"field": "area", "is_empty": True},
        {"field": "answers.depth", "at_least": 12.5},
        {"field": "reported", "within": "7d"},
        {"field": "reported", "between": ["2026-11-01", "2026-11-24"]},
        {"field": "text", "contains": ["gas", "smell"]},
    ],
)
def test_what_a_row_shows_is_what_it_saves(administrator, reported, clause) -> None:
    asking({"code": "depth", "label": "How deep?", "kind": "number"})
    ServiceFactory(code="graffiti")
    rule = saved(administrator, form(reported.council.roads, {"any": [clause]}))
    assert rule.condition == {"any": [clause]}
    page = administrator.get(f"/desk/settings/rules/{rule.id}/").content.decode()
    assert f'name="condition.0.field" value="{clause["field"]}"' in page  # to be changed, not only read


def test_a_rule_may_be_written_before_it_is_switched_on(administrator, reported) -> None:
    data = form(reported.council.contact_centre, {"field": "service", "is": "pothole"})
    data.pop("active")
    assert not saved(administrator, data).active


def test_a_mistake_is_said_at_its_row(administrator, reported) -> None:
    data = form(reported.council.roads, {"all": [POTHOLE, {"field": "time", "at_least": "18:00"}]})
    answer = administrator.post(NEW, data | {"condition.1.first": "late"})
    assert answer.status_code == 400
    assert "Write a time of day like 09:00." in text_of(answer)
    assert not Rule.objects.filter(name="A rule").exists()
    assert 'value="late"' in answer.content.decode()


def test_a_preview_says_the_sentence_and_saves_nothing(administrator, reported) -> None:
    answer = administrator.post(NEW, form(reported.council.roads, POTHOLE, preview="yes"))
    assert "When the service is Pothole → Roads North" in text_of(answer)
    assert not Rule.objects.filter(name="A rule").exists()


def test_buttons_reshape_the_condition_without_a_script_and_save_nothing(administrator, reported) -> None:
    data = form(reported.council.roads, POTHOLE, name="")
    added = administrator.post(NEW, data | {"condition.add": "time", "condition.edit": "add:"})
    assert added.status_code == 200
    assert 'name="condition.1.first"' in added.content.decode()
    assert "Enter a name" not in text_of(added)
    grouped = administrator.post(NEW, data | {"condition.edit": "group:"})
    assert 'name="condition.1.joint"' in grouped.content.decode()
    removed = administrator.post(NEW, data | {"condition.edit": "remove:0"})
    assert "condition.0." not in removed.content.decode()
    assert not Rule.objects.filter(name="A rule").exists()


def test_what_was_chosen_but_not_added_is_asked_for(administrator, reported) -> None:
    answer = administrator.post(NEW, form(reported.council.roads, POTHOLE, **{"condition.add": "text"}))
    assert answer.status_code == 400
    assert "Fill this in." in text_of(answer)


def test_groups_stand_in_groups(administrator, reported) -> None:
    deep = {"any": [{"none": [POTHOLE, {"all": [{"field": "area", "is_empty": True}]}]}, POTHOLE]}
    assert saved(administrator, form(reported.council.roads, deep)).condition == deep


def test_a_clause_that_no_row_can_show_is_kept(administrator, reported) -> None:
    clause = {"field": "reported", "at_least": "2026-11-20T10:00:00+00:00"}
    rule = saved(administrator, form(reported.council.roads, {"all": [clause]}))
    assert rule.condition == {"all": [clause]}
    assert "20 November 2026" in text_of(administrator.get(f"/desk/settings/rules/{rule.id}/"))


def test_the_first_rule_that_fits_wins_and_a_case_tells_why(administrator, reported) -> None:
    centre = reported.council.contact_centre
    rule = saved(administrator, form(centre, {"field": "address", "contains": "Elm"}))
    url = f"/desk/settings/rules/?try={reported.case.reference}"
    assert "would go to Roads North" in text_of(administrator.get(url))
    administrator.post(f"/desk/settings/rules/{rule.id}/move/", {"step": "up"})
    page = text_of(administrator.get(url))
    assert "would go to Contact centre : A rule, because the address contains" in page
    assert "It is with Roads North now." in page


def test_trying_a_case_one_cannot_see_says_nothing_of_it(administrator, reported) -> None:
    reported.case.__class__.objects.filter(pk=reported.case.pk).update(confidential=True)
    page = text_of(administrator.get(f"/desk/settings/rules/?try={reported.case.reference}"))
    assert "There is no case" in page
    assert "would go to" not in page


def test_a_rule_is_tried_on_last_month_before_it_is_saved(administrator, reported) -> None:
    centre = reported.council.contact_centre
    condition = {"field": "address", "is_empty": False}
    page = text_of(administrator.post(NEW, form(centre, condition, preview="month")))
    assert "Of 1 cases it would have sent 0 cases . 1 more fits, but a rule above takes it." in page
    first = Rule.objects.get(team=reported.council.roads)
    page = text_of(administrator.post(f"/desk/settings/rules/{first.id}/", form(centre, condition, preview="month")))
    assert "1 of them is with another team now." in page
    assert reported.case.reference in page
    first.refresh_from_db()
    assert first.team == reported.council.roads


def test_a_rule_that_a_broader_one_above_leaves_nothing_is_told_and_moved_above_it(administrator, reported) -> None:
    group = reported.council.pothole.group
    first = Rule.objects.get()
    Rule.objects.update(name="All of it", condition={"field": "group", "is": group.code})
    narrow = {"all": [POTHOLE, {"field": "address", "contains": "Elm"}]}
    said = "A rule above, “All of it”, takes these first."
    assert said in text_of(administrator.post(NEW, form(reported.council.roads, narrow, preview="month")))
    rule = saved(administrator, form(reported.council.roads, narrow))
    url = f"/desk/settings/rules/{rule.id}/"
    assert said in text_of(administrator.get(url))
    administrator.post(f"{url}above/")
    assert list(Rule.objects.all()) == [rule, first]
    assert said not in text_of(administrator.get(url))


@pytest.mark.parametrize(
    "above",
    [
        {"all": [POTHOLE, {"field": "area", "is_empty": True}]},
        {"none": [{"field": "address", "contains": "Oak"}]},
        {"field": "service", "is_not": "pothole"},
    ],
)
def test_a_rule_that_may_come_through_is_not_warned_about(administrator, reported, above) -> None:
    ServiceFactory(code="graffiti")
    Rule.objects.update(condition=above)
    rule = saved(administrator, form(reported.council.roads, {"field": "service", "in": ["pothole", "graffiti"]}))
    assert "takes these first" not in text_of(administrator.get(f"/desk/settings/rules/{rule.id}/"))
