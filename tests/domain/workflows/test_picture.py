"""The picture shows every stage, task, move and outcome, inside its frame, without arrows that lie on one another."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from heard.domain.workflows.rules.definition import Definition, Move, Stage, Task, read
from heard.domain.workflows.rules.picture import WIDTH, picture_of
from tests.town.workflows import REPAIR


def test_everything_is_in_it() -> None:
    picture = picture_of(read(REPAIR))
    said = " ".join(line.text for box in picture.boxes for line in box.lines)
    for words in ("Inspection", "Measure the damage", "Release the money", "Order the repair", "Repaired", "marking"):
        assert words in said
    assert [box.kind for box in picture.boxes] == ["in_progress", "waiting", "in_progress", "end"]
    assert len(picture.arrows) == len(REPAIR["moves"])


def test_an_approval_stands_deeper_than_the_task_before_it() -> None:
    lines = [line for line in picture_of(read(REPAIR)).boxes[0].lines if line.sign]
    assert {line.text[:7]: line.x for line in lines}["Release"] > {line.text[:7]: line.x for line in lines}["Measure"]


def test_tasks_that_wait_for_one_another_are_drawn_all_the_same() -> None:
    circle = Definition(
        stages=(Stage("one", "One"),),
        tasks=(Task("a", "A", "one", after=("b",)), Task("b", "B", "one", after=("a",))),
    )
    assert picture_of(circle).boxes


def test_tasks_that_all_wait_for_all_before_them_are_drawn_at_once() -> None:
    codes = [f"t{n}" for n in range(30)]
    tasks = tuple(Task(code, code, "one", after=tuple(codes[:n])) for n, code in enumerate(codes))
    begun = time.process_time()
    assert picture_of(Definition(stages=(Stage("one", "One"),), tasks=tasks)).boxes
    assert time.process_time() - begun < 3


@given(
    st.integers(1, 8).flatmap(
        lambda n: st.tuples(
            st.just(n),
            st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda way: way[0] != way[1])),
        )
    )
)
def test_boxes_do_not_overlap_and_arrows_end_where_they_should(drawn: tuple[int, set[tuple[int, int]]]) -> None:
    count, ways = drawn
    picture = picture_of(
        Definition(
            stages=tuple(Stage(f"s{n}", f"Stage {n} " * 6) for n in range(count)),
            moves=tuple(Move(f"s{start}", f"s{end}") for start, end in ways),
        )
    )
    for above, below in zip(picture.boxes, picture.boxes[1:], strict=False):
        assert above.y + above.height < below.y
    assert picture.boxes[-1].y + picture.boxes[-1].height <= picture.height
    ends = set()
    for arrow in picture.arrows:
        _edge, start, turn, end, _back = map(int, re.findall(r"-?\d+", arrow.path))
        assert 0 <= turn <= WIDTH
        assert any(box.y <= start <= box.y + box.height for box in picture.boxes)
        assert any(box.y <= end <= box.y + box.height for box in picture.boxes[:-1])
        ends.add((start, end))
    assert len(ends) == len(ways)
