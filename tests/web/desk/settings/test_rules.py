"""Routing rules: sentences, the editor without scripts, the order, trying them on a case."""

from __future__ import annotations

import pytest

from heard.domain.routing.models import Rule
from tests.town.catalogue import QuestionFactory
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db
NEW = "/desk/settings/rules/new/"


def form(team, *clauses: tuple[str, str, str], joint: str = "all", **more: str) -> dict[str, object]:
    """What the editor sends."""
    fields, operators, values = (list(column) for column in zip(*clauses, strict=True)) if clauses else ([], [], [])
    rows = {"field": fields, "operator": operators, "value": values}
    return {"name": "A rule", "joint": joint, "team": str(team.id), "priority": "", "active": "on", **rows, **more}


def saved(administrator, data) -> Rule:
    answer = administrator.post(NEW, data)
    assert answer.status_code == 302, text_of(answer)
    return Rule.objects.get(name="A rule")


def test_rules_read_as_sentences(administrator, reported) -> None:
    page = text_of(administrator.get("/desk/settings/rules/"))
    assert "When the service is Pothole → Roads North" in page


def test_names_are_typed_and_codes_are_kept(administrator, reported) -> None:
    data = form(reported.council.roads, ("service", "is", "pothole"), ("area", "in", "Westside"), ("", "is", ""))
    rule = saved(administrator, data)
    westside = reported.council.area.code
    assert rule.condition == {"all": [{"field": "service", "is": "pothole"}, {"field": "area", "in": [westside]}]}


@pytest.mark.parametrize(
    "clause, kept",
    [
        (("weekday", "in", "Saturday, Sunday"), {"field": "weekday", "in": ["sat", "sun"]}),
        (("time", "between", "18:00, 22:00"), {"field": "time", "between": ["18:00", "22:00"]}),
        (("confidential", "is", "no"), {"field": "confidential", "is": False}),
        (("area", "is_empty", ""), {"field": "area", "is_empty": True}),
        (("answers.depth", "at_least", "12.5"), {"field": "answers.depth", "at_least": 12.5}),
        (("answers.depth", "is", "yes"), {"field": "answers.depth", "is": True}),
        (("text", "contains", "gas, smell"), {"field": "text", "contains": ["gas", "smell"]}),
    ],
)
def test_values_become_what_the_language_means(administrator, reported, clause, kept) -> None:
    QuestionFactory(code="depth", label="How deep?", kind="number")
    rule = saved(administrator, form(reported.council.roads, clause, joint="any"))
    assert rule.condition == {"any": [kept]}
    page = administrator.get(f"/desk/settings/rules/{rule.id}/")
    assert page.status_code == 200
    [first, *_spare] = page.context["form"].rows()
    again = administrator.post(
        f"/desk/settings/rules/{rule.id}/",
        form(reported.council.roads, (first.field, first.operator, first.value), joint="any"),
    )
    assert again.status_code == 302
    rule.refresh_from_db()
    assert rule.condition == {"any": [kept]}


def test_a_rule_may_be_written_before_it_is_switched_on(administrator, reported) -> None:
    data = form(reported.council.contact_centre, ("service", "is", "Pothole"))
    data.pop("active")
    assert not saved(administrator, data).active


def test_a_mistake_says_where_and_what(administrator, reported) -> None:
    data = form(reported.council.roads, ("service", "is", "pothole"), ("time", "at_least", "late"))
    answer = administrator.post(NEW, data)
    assert answer.status_code == 400
    assert "Condition 2: Write a time of day like 09:00." in text_of(answer)
    assert not Rule.objects.filter(name="A rule").exists()
    assert 'value="late"' in answer.content.decode()


def test_a_preview_says_the_sentence_and_saves_nothing(administrator, reported) -> None:
    answer = administrator.post(NEW, form(reported.council.roads, ("area", "is", "Westside"), preview="yes"))
    assert "When the area is Westside → Roads North" in text_of(answer)
    assert not Rule.objects.filter(name="A rule").exists()


def test_groups_in_groups_are_edited_as_they_are_kept(administrator, reported) -> None:
    condition = {"any": [{"none": [{"field": "service", "is": "pothole"}]}, {"field": "area", "is_empty": True}]}
    rule = Rule.objects.create(position=9, name="Deep", condition=condition, team=reported.council.roads)
    url = f"/desk/settings/rules/{rule.id}/"
    assert "groups within groups" in text_of(administrator.get(url))
    assert administrator.post(url, form(reported.council.roads, code='{"none": [}')).status_code == 400
    wrong = administrator.post(url, form(reported.council.roads, code='{"none": []}'))
    assert "Add a condition here" in text_of(wrong)
    assert (
        administrator.post(url, form(reported.council.roads, code='{"field": "area", "is_empty": true}')).status_code
        == 302
    )
    rule.refresh_from_db()
    assert rule.condition == {"field": "area", "is_empty": True}


def test_the_first_rule_that_fits_wins_and_a_case_tells_why(administrator, reported) -> None:
    centre = reported.council.contact_centre
    rule = saved(administrator, form(centre, ("address", "contains", "Elm"), name="A rule"))
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
