"""What administrators set: topics, the words residents are asked with, and the council's own restraint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from heard.domain.consent.models import Purpose, SendingRule, Wording
from heard.domain.consent.queries.ledger import OPTIONAL, sending_rules, wordings_in_use
from heard.domain.journal.operations import record
from heard.domain.people.models import Topic
from heard.kernel.checked import added, changed
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from datetime import time

    from heard.kernel.actor import Actor


@transaction.atomic
def add_topic(*, name: str, code: str, actor: Actor) -> Topic:
    """Something residents can choose to hear about."""
    topic = added(Topic(name=name, code=code))
    record("topic.added", actor=actor, subject=topic.id, code=code)
    return topic


@transaction.atomic
def change_topic(topic: Topic, *, actor: Actor, **columns: object) -> None:
    """Another name, or out of use: nobody can choose it any more, and what was agreed to stays in the ledger."""
    if names := changed(topic, columns):
        record("topic.changed", actor=actor, subject=topic.id, code=topic.code, fields=names)


@transaction.atomic
def add_wording(*, purpose: str, language: str, text: str, actor: Actor) -> Wording:
    """The words residents are asked with from now on. The version before stays: somebody agreed to it."""
    text = text.strip()
    if not text:
        raise InvalidInput({"text": _("Write what residents agree to.")})
    before = Wording.objects.select_for_update().filter(purpose=purpose, language=language).order_by("-version").first()
    if before and before.text == text:
        return before
    newest = Wording.objects.filter(purpose=purpose, language=language).aggregate(newest=Max("version"))["newest"] or 0
    wording = Wording.objects.create(purpose=purpose, language=language, version=newest + 1, text=text)
    record(
        "wording.added", actor=actor, subject=wording.id, purpose=purpose, language=language, version=wording.version
    )
    return wording


@transaction.atomic
def set_restraint(
    *, purpose: str, per_week: int, quiet_from: time | None, quiet_until: time | None, actor: Actor
) -> SendingRule:
    """How many such messages a person gets in a week at most, and in which hours none."""
    rule, _new = SendingRule.objects.update_or_create(
        purpose=purpose, defaults={"per_week": per_week, "quiet_from": quiet_from, "quiet_until": quiet_until}
    )
    record("restraint.set", actor=actor, subject=rule.id, purpose=purpose, per_week=per_week)
    return rule


@transaction.atomic
def begin_asking(*, actor: Actor) -> None:
    """What a new council starts with: a wording and a restraint for every purpose. What is there stays as it is."""
    language = settings.LANGUAGE_CODE.partition("-")[0]
    worded = wordings_in_use(language)
    for purpose in OPTIONAL:
        if purpose not in worded:
            add_wording(purpose=purpose, language=language, text=_first_words(purpose), actor=actor)
    for rule in sending_rules().values():
        if rule._state.adding:  # noqa: SLF001 -- Django's documented way to ask whether it is stored
            rule.save(force_insert=True)


def _first_words(purpose: str) -> str:
    return {
        Purpose.INFORMATION: _("Send me news and events of the council."),
        Purpose.SURVEYS: _("Ask me now and then how the council’s services work for me."),
        Purpose.CONSULTATIONS: _("Tell me when the council asks residents before it decides something."),
        Purpose.RESEARCH: _("Invite me to take part in research about life here."),
    }[Purpose(purpose)]
