"""A report becomes a case: checked, opened, routed, acknowledged. Read it from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from heard.domain.cases.models import Case, Origin
from heard.domain.cases.operations.opening import NewCase, open_case
from heard.domain.cases.rules.reports import check_report
from heard.domain.catalogue.queries import asking_now
from heard.domain.catalogue.rules.offering import check_offered
from heard.domain.conversations.models import Direction, Message
from heard.domain.conversations.operations.messages import NewAttachment, add_message
from heard.domain.conversations.operations.threads import begin
from heard.domain.people.operations.people import add_person
from heard.domain.places.queries import area_index
from heard.domain.questions.queries import current_version, definition_of, facts_at
from heard.domain.questions.rules.answers import read_answers
from heard.domain.questions.rules.definition import without_files
from heard.flows.acknowledge import acknowledge
from heard.flows.change_addresses import learn_more
from heard.flows.route_case import route_case
from heard.flows.which_asset import join_open_fault, which_asset
from heard.kernel import clock
from heard.kernel.actor import resident

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.catalogue.models import Service
    from heard.domain.conversations.models import Conversation
    from heard.domain.people.models import Person
    from heard.domain.questions.models import QuestionnaireVersion
    from heard.kernel.actor import Actor
    from heard.kernel.location import Location


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody tells the council, whoever types it in."""

    service: Service
    origin: Origin
    description: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    location: Location | None = None
    asset: str = ""  # the code of the one it is about, where the service is about things of a layer
    address: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "en"
    photos: tuple[NewAttachment, ...] = ()
    submission: UUID | None = None
    age: int | None = None  # of whoever it is for, where the service asks; not kept
    asked_in: str = ""  # the language of the questions, where that is not the one they prefer
    asked: QuestionnaireVersion | None = None  # what they answer; what the service asks now, where nobody says


def report_issue(report: Report, *, actor: Actor, person: Person | None = None) -> Case:
    """File the report. Sent twice with one `submission`, it is one case; InvalidInput names what is missing."""
    if before := _filed_before(report):
        return before
    try:
        return _file(report, actor=actor, person=person)
    except IntegrityError:
        if before := _filed_before(report):  # the same page was sent twice at the same moment
            return before
        raise


@transaction.atomic
def _file(report: Report, *, actor: Actor, person: Person | None) -> Case:
    asked = report.asked or current_version(report.service.questionnaire_id)
    answers, private = _answers(report, asked, told=actor.is_staff)
    asset = which_asset(report.service, code=report.asset, definition=definition_of(asked), answers=answers)
    if asset and report.location is None:
        report = replace(report, location=asset.location)
    check_report(
        report.service,
        description=report.description,
        location=report.location,
        address=report.address,
        inside=_is_inside(report.location),
        reachable=bool(person or report.email.strip() or report.phone.strip()),
    )
    if not actor.is_staff:  # staff may practise before their department is live, and take down what comes too early
        check_offered(report.service, asking_now(location=report.location, age=report.age))
    reporter = _reporter(report, person, actor)
    case = open_case(
        NewCase(
            report.service,
            report.origin,
            report.description.strip(),
            answers,
            report.location,
            report.address.strip(),
            reporter,
            report.submission,
            asked=asked,
            asset=asset,
        ),
        actor=actor if actor.is_staff else resident(reporter.id),
        at=clock.now(),
    )
    redacted = {code: value for code, value in answers.items() if case.answers[code] != value}
    conversation = _first_words(report, case, reporter, private_answers=private | redacted, actor=actor)
    case = join_open_fault(route_case(case))
    acknowledge(conversation, case=case.merged_into or case, follows=case.merged_into is not None)
    return case


def _first_words(
    report: Report, case: Case, reporter: Person, *, private_answers: dict[str, Any], actor: Actor
) -> Conversation:
    """What they told, word for word, under their key; the case keeps it without what names somebody."""
    conversation = begin(case=case, person=reporter, channel=report.origin)
    message = Message(
        conversation=conversation,
        direction=Direction.IN,
        channel=report.origin,
        person=reporter,
        text=report.description.strip(),
        private_answers=private_answers,
        sent_at=case.reported_at,
    )
    add_message(message, attachments=report.photos, actor=actor)
    return conversation


def _answers(
    report: Report, asked: QuestionnaireVersion | None, *, told: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Those of the case, and those that name somebody. Whatever is missing, wrong or was not asked is refused.

    `told`: to a colleague, who could not be sent a photo.
    """
    definition = without_files(definition_of(asked)) if told else definition_of(asked)
    facts = facts_at(definition, report.location, language=report.asked_in or report.language)
    answers = read_answers(definition, report.answers, facts)
    private = {one.code for one in definition.questions() if one.private}
    return (
        {code: value for code, value in answers.items() if code not in private},
        {code: value for code, value in answers.items() if code in private},
    )


def _reporter(report: Report, known: Person | None, actor: Actor) -> Person:
    name, email, phone = report.name, report.email, report.phone
    if known:
        return learn_more(known, name=name, email=email, phone=phone, actor=actor)
    return add_person(name=name, email=email, phone=phone, language=report.language, actor=actor)


def _is_inside(location: Location | None) -> bool:
    """Whether the place is the council's, as far as its areas are known."""
    index = area_index()
    return location is None or not index.areas or index.area_at(location) is not None


def _filed_before(report: Report) -> Case | None:
    if report.submission is None:
        return None
    return Case.objects.select_related("service", "team").filter(submission=report.submission).first()
