"""A copy for training: the council's shape and nobody's words, names or places; built, it is a council to work in."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from heard.cli.sample.setting_up import set_up_council
from heard.cli.sample.two_years import tell_two_years
from heard.domain.cases.models import Case, CaseClock, Status
from heard.domain.conversations.models import Conversation, Delivery, Message
from heard.domain.people.models import Identity, Person
from heard.domain.teams.models import Department, Membership, Staff
from heard.flows.training import build, take
from heard.flows.training.unrecognisable import FARTHEST_BACK, FARTHEST_M, NEAREST_M, moved
from heard.kernel.errors import Refused
from heard.kernel.location import Location, distance_m
from tests.flows.configuration.emptying import empty_council

if TYPE_CHECKING:
    from heard.domain.configuration.rules.folder import Files

pytestmark = pytest.mark.django_db
A_FEW = 150


@pytest.fixture(scope="module")
def copy(django_db_setup: None, django_db_blocker: Any) -> tuple[Files, dict[str, Any]]:
    """Of the sample council, which is taken back; and what was in it that nobody may recognise."""
    with django_db_blocker.unblock(), transaction.atomic():
        set_up_council(seed=20, password="")
        tell_two_years(seed=20, cases=A_FEW, photos={})
        files, secret = take(most=10_000).files, secrets()
        transaction.set_rollback(True)
    return files, secret


def secrets() -> dict[str, Any]:
    shared = Case.objects.filter(confidential=False, merged_into=None)
    rows = (Case, Person, Staff, Message)
    return {
        "names": [person.name for person in Person.objects.all() if person.name],
        "addresses": [identity.value for identity in Identity.objects.all()],
        "words": [message.text for message in Message.objects.all()],
        "places": list(Case.objects.exclude(address="").values_list("address", flat=True)),
        "references": list(Case.objects.values_list("reference", flat=True)),
        "descriptions": [case.description for case in Case.objects.all() if case.description],
        "staff": [text for one in Staff.objects.all() for text in (one.name, one.email)],
        "ids": [str(one) for model in rows for one in model.objects.values_list("id", flat=True)],
        "locations": {case.location for case in Case.objects.all() if case.location},
        "reported": list(shared.values_list("reported_at", flat=True)),
        "closed": shared.filter(status=Status.CLOSED).count(),
    }


def test_nothing_of_anybody_is_in_it(copy) -> None:
    files, secret = copy
    text = "\n".join(files[name].decode() for name in ("cases.jsonl", "staff.json"))
    everything = "\n".join(content.decode() for content in files.values())
    for what in ("names", "addresses", "words", "places", "references", "descriptions", "ids"):
        assert secret[what]
        assert [one for one in secret[what] if one in text] == [], what
    for what in ("addresses", "references", "ids", "staff"):
        assert [one for one in secret[what] if one in everything] == [], what


def test_places_and_moments_are_others_but_near(copy) -> None:
    files, secret = copy
    lines = [json.loads(line) for line in files["cases.jsonl"].splitlines()]
    moments = [datetime.fromisoformat(line["reported_at"]) for line in lines]
    assert moments == sorted(moments)
    assert not set(moments) & {at.replace(microsecond=0) for at in secret["reported"]}
    really = sorted(secret["reported"])
    assert all(timedelta(0) <= then - now <= FARTHEST_BACK for now, then in zip(moments, really, strict=True))
    places = {Location(*line["place"]) for line in lines if "place" in line}
    assert places
    assert not places & secret["locations"]
    here = Location(-72.92, 41.31)
    away = [distance_m(here, Location(*moved(here))) for _n in range(100)]
    assert NEAREST_M - 5 <= min(away) <= max(away) <= FARTHEST_M + 5


def test_built_it_is_a_council_to_work_in(copy) -> None:
    files, secret = copy
    empty_council()
    count = build(files, password="a-password-for-training")
    assert count == len(secret["reported"]) == Case.objects.count()
    assert Case.objects.filter(status=Status.CLOSED).count() == secret["closed"]
    assert CaseClock.objects.filter(case__status=Status.RECEIVED).exists()
    assert Conversation.objects.count() == count
    assert not Delivery.objects.exists()
    assert Department.objects.count() > 3
    assert not set(Staff.objects.values_list("name", flat=True)) & set(secret["staff"])
    assert {one.email.partition("@")[2] for one in Staff.objects.all()} == {"training.example"}
    assert Staff.objects.get(is_administrator=True).check_password("a-password-for-training")
    assert Membership.objects.filter(role="manager").exists()
    with pytest.raises(Refused, match="a council here already"):
        build(files, password="")


def test_what_is_no_copy_is_refused() -> None:
    empty_council()
    with pytest.raises(Refused, match="holds no copy"):
        build({"setup/heard.yaml": b"format: 1\n"}, password="")
