"""Whatever words, orders and switches a set-up has: applied to an empty council, it is written as it was."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.domain.configuration.rules.folder import written
from heard.flows.configuration import apply, exported, plan, read_files
from heard.kernel.actor import SYSTEM

pytestmark = pytest.mark.django_db

ODD = ["no", "12:30", "0123", "~", "- x", "a: b", "# a", "ñ “é” 漢字 🚲", "' \"", "1.5", "true", "x\u2028y"]
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=20
)
WORD = (WORDS | st.sampled_from(ODD)).map(str.strip).filter(bool)
LONG = st.lists(WORD, min_size=1, max_size=5).map("\n\n".join)
CONDITION = st.sampled_from([
    {}, {"field": "service", "is": "s0"},
    {"any": [{"field": "text", "contains": ["no", "12:30"]}, {"none": [{"field": "weekday", "in": ["sat"]}]}]},
])  # fmt: skip


def service(number: int, columns: dict[str, Any]) -> dict[str, Any]:
    return {"code": f"s{number}", "group": "g0", **columns}


SERVICE = st.fixed_dictionaries(
    {"name": WORD},
    optional={
        "description": WORD, "words": st.lists(WORD, max_size=3), "position": st.integers(0, 9),
        "active": st.booleans(), "fee": WORD, "information": LONG, "needs_location": st.booleans(),
        "confidential": st.booleans(), "default_priority": st.sampled_from(["urgent", "low"]),
        "reopen_days": st.integers(0, 99),
        "closers": st.sampled_from(["anyone", "team", "manager"]), "department": st.just("d0"),
        "targets": st.just([{"priority": "high", "resolution": "1 d"}, {"resolution": "5d"}]),
    },
)  # fmt: skip


@st.composite
def setups(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    services = [service(number, one) for number, one in enumerate(draw(st.lists(SERVICE, min_size=1, max_size=3)))]
    rules = st.fixed_dictionaries(
        {"name": st.sampled_from(["Snow", "no"]) | WORD, "team": st.just("t0"), "condition": CONDITION},
        optional={"active": st.booleans(), "priority": st.sampled_from(["", "high"])},
    )
    answers = st.fixed_dictionaries({"name": WORD, "text": LONG}, optional={"service": st.just("s0")})
    return {
        "calendars": [{"name": draw(WORD), "windows": [{"days": ["mon"], "opens": "08:00", "closes": "12:00"}]}],
        "departments": [{"code": "d0", "name": draw(WORD), "live": draw(st.booleans())}],
        "groups": [
            {"code": f"g{number}", "name": f"{number} {draw(WORD)}"} for number in draw(st.permutations([0, 1, 2]))
        ],
        "services": services,
        "rules": draw(st.lists(rules, max_size=4)),
        "templates": draw(st.lists(answers, max_size=4)),
    }


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(setups())
def test_it_comes_back_as_it_was(setup: dict[str, list[dict[str, Any]]]) -> None:
    setup["teams"] = [{"code": "t0", "name": "T", "department": "d0", "calendar": setup["calendars"][0]["name"]}]
    with transaction.atomic():
        documents = read_files(written(setup, council="Fairmere"))
        apply(documents, planned=plan(documents, actor=SYSTEM), actor=SYSTEM)
        files = exported(only=list(setup))
        transaction.set_rollback(True)
    with transaction.atomic():
        documents = read_files(files)
        apply(documents, planned=plan(documents, actor=SYSTEM), actor=SYSTEM)
        assert exported(only=list(setup)) == files
        assert plan(documents, actor=SYSTEM).changes == []
        transaction.set_rollback(True)
