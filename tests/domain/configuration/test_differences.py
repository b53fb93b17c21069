"""How two set-ups differ, in words."""

from __future__ import annotations

from heard.domain.configuration.rules.differences import change_of, changes

POTHOLE = {"code": "pothole", "name": "Pothole", "group": "roads"}


def told(before: dict, after: dict, **options: bool) -> list[str]:
    found = changes(before, after, **options)
    assert [change_of(change.as_data()) for change in found] == found
    return [line for change in found for line in (change.words, *(f"  {one}" for one in change.differences))]


def test_new_changed_and_out_of_use() -> None:
    before = {"services": [POTHOLE, {"code": "snow", "name": "Snow", "group": "roads"}]}
    after = {"services": [POTHOLE | {"reopen_days": 30, "words": ["crater"]}, {"code": "ice", "name": "Ice"}]}
    assert told(before, after) == [
        "Service “Pothole” changes",
        "  words: – → crater",
        "  reopen_days: 14 → 30",
        "Service “Ice” is new",
        "Service “Snow” goes out of use",
    ]
    assert "Service “Snow” goes out of use" not in told(before, after, add_only=True)


def test_what_is_out_of_use_already_and_sections_not_spoken_of_stay() -> None:
    before = {"services": [POTHOLE | {"active": False}], "topics": [{"code": "a", "name": "A"}]}
    assert told(before, {"services": []}) == []
    assert told(before, {}) == []


def test_what_has_no_switch_stays() -> None:
    assert told({"groups": [{"code": "roads", "name": "Roads"}]}, {"groups": []}) == []


def test_a_usual_value_is_no_difference() -> None:
    assert told({"services": [POTHOLE]}, {"services": [POTHOLE | {"active": True, "reopen_days": 14}]}) == []


def test_another_order_is_told_where_it_means_something() -> None:
    one, two, three = ({"name": name, "team": "roads"} for name in ("One", "Two", "Three"))
    assert told({"rules": [one, two]}, {"rules": [two, one]}) == [
        "Routing rule: another order",
        "  order: One, Two → Two, One",
    ]
    assert told({"rules": [one, two]}, {"rules": [one, two, three]}) == ["Routing rule “Three” is new"]
    assert told({"rules": [one, two]}, {"rules": [three, one, two]})[1] == "Routing rule: another order"
    assert told({"rules": [one, two]}, {"rules": [two, one]}, add_only=True) == []


def test_a_difference_is_told_as_deep_as_it_goes() -> None:
    question = {"code": "depth", "kind": "number", "label": "How deep?"}
    page = {"code": "hole", "title": "The hole", "questions": [question]}
    deeper = {**page, "questions": [{**question, "most": 3}]}
    before, after = ({"questionnaires": [{"code": "pothole", "name": "P", "pages": [one]}]} for one in (page, deeper))
    assert told(before, after)[1] == "  pages.hole.questions.depth.most: – → 3"


def test_namesakes_are_told_apart_by_their_order() -> None:
    first, second = {"name": "Snow", "team": "a"}, {"name": "Snow", "team": "b"}
    assert told({"rules": [first, second]}, {"rules": [first, {**second, "team": "c"}]}) == [
        "Routing rule “Snow (2)” changes",
        "  team: b → c",
    ]
