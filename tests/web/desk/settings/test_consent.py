"""Topics, wordings and restraint in the settings."""

from __future__ import annotations

import pytest

from heard.domain.consent.models import SendingRule, Wording
from heard.domain.consent.operations.settings import begin_asking
from heard.domain.journal.models import Entry
from heard.domain.people.models import Topic
from heard.kernel.actor import SYSTEM
from tests.town.consent import SendingRuleFactory, WordingFactory
from tests.web.desk.pages import text_of

pytestmark = pytest.mark.django_db


def test_a_topic_is_added_and_put_out_of_use(administrator) -> None:
    administrator.post("/desk/settings/topics/new/", {"name": "Library events"})
    topic = Topic.objects.get()
    assert (topic.code, topic.active) == ("library-events", True)
    administrator.post(f"/desk/settings/topics/{topic.id}/", {"name": "Library events"})
    topic.refresh_from_db()
    assert not topic.active


def test_another_text_is_another_version(administrator) -> None:
    first = WordingFactory()
    administrator.post(f"/desk/settings/wordings/{first.id}/", {"text": "Tell me what is on."})
    assert list(Wording.objects.order_by("version").values_list("version", "text")) == [
        (1, first.text),
        (2, "Tell me what is on."),
    ]
    page = text_of(administrator.get("/desk/settings/wordings/"))
    assert page.index("version 2") < page.index("version 1")


def test_the_restraint_is_a_sentence(administrator) -> None:
    rule = SendingRuleFactory()
    sent = {"per_week": "1", "quiet_from": "21:00", "quiet_until": "07:30"}
    administrator.post(f"/desk/settings/restraints/{rule.id}/", sent)
    page = text_of(administrator.get("/desk/settings/restraints/"))
    assert "News and events: at most 1 a week, nothing from 21:00 to 07:30" in page
    assert Entry.objects.get(kind="restraint.set").data == {"purpose": "information", "per_week": 1}


def test_one_time_without_the_other_is_a_mistake(administrator) -> None:
    rule = SendingRuleFactory()
    answer = administrator.post(f"/desk/settings/restraints/{rule.id}/", {"per_week": "1", "quiet_from": "21:00"})
    assert answer.status_code == 400


def test_a_new_council_has_words_and_restraint_for_every_purpose_and_keeps_its_own() -> None:
    WordingFactory(text="Our own words.")
    for _twice in range(2):
        begin_asking(actor=SYSTEM)
    assert Wording.objects.count() == SendingRule.objects.count() == 4
    assert Wording.objects.get(purpose="information").text == "Our own words."
