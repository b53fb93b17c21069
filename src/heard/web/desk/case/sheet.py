"""What each part of the case page needs, gathered in a fixed number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from heard.domain.cases.queries.contacts import contacts_of
from heard.domain.cases.queries.nearby import likely_duplicates
from heard.domain.cases.queries.presence import colleagues_at
from heard.domain.cases.queries.repeats import repeats_kept_back, repeats_of
from heard.domain.cases.rules.access import may_close, may_see, may_work, who_closes
from heard.domain.conversations.queries.audience import conversations_of
from heard.domain.conversations.queries.templates import prepared_answers
from heard.domain.conversations.queries.timeline import timeline_of
from heard.domain.conversations.rules.private_answers import all_answers
from heard.domain.conversations.rules.templates import says_date, says_repeats
from heard.domain.people.queries.profile import whole_person
from heard.domain.privacy.queries.holds import holds_on
from heard.domain.questions.queries import questions_answered
from heard.domain.questions.rules.answers import answers_in_words
from heard.domain.teams.models import Staff
from heard.domain.teams.queries import colleagues_in
from heard.domain.teams.rules.permissions import may_change_settings
from heard.kernel import clock
from heard.web.desk.case import forms
from heard.web.desk.case.by_itself import with_automations_named
from heard.web.desk.case.next_step import next_step
from heard.web.desk.case.reach import reaches_of
from heard.web.desk.case.talk import talk_in
from heard.web.desk.due import due_of, with_due
from heard.web.desk.people.panel import panel_of
from heard.web.desk.work.sheet import work

if TYPE_CHECKING:
    from uuid import UUID

    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import ReplyTemplate
    from heard.domain.conversations.queries.timeline import TimelineItem
    from heard.web.desk.access import DeskRequest
    from heard.web.desk.case.forms import CaseForm

    Prepared = list[tuple[ReplyTemplate, str]]

CONTACTS_SHOWN = 5
# What an agent may do now, by whether the case is open; each has its own small form in the bar of actions.
MENU_WHEN_OPEN = (
    forms.AssignForm,
    forms.HandForm,
    forms.ServiceForm,
    forms.PriorityForm,
    forms.WaitForm,
    forms.CloseForm,
    forms.MergeForm,
)
MENU_WHEN_CLOSED = (forms.ReopenForm,)


def whole(request: DeskRequest, case: Case, wrong: CaseForm | None = None) -> dict[str, Any]:
    """Everything; `wrong` is a form that was sent with mistakes and is shown again."""
    timeline = timeline_of(case)
    answers = prepared_answers(case, agent=request.user)
    return {
        "case": case,
        **conversation(request, case, timeline),
        **head(request, case, timeline),
        **reply(request, case, answers, wrong),
        **work(request, case),
        **actions(request, case, answers, wrong),
        **aside(request, case),
        **near(request, case),
        **background(request, case),
        **presence(request, case),
        "wrong": wrong,
    }


def head(request: DeskRequest, case: Case, timeline: list[TimelineItem] | None = None) -> dict[str, Any]:
    """What it is, where it stands, and the next thing to do."""
    talk = talk_in(timeline_of(case) if timeline is None else timeline)
    return {
        "due": due_of(case),
        "may_work": may_work(case, request.standing),
        "next_step": next_step(case, talk, may_own=case.team_id in request.standing.teams),
        "hold": holds_on(person=case.person, cases=[case.id]).first(),
        "may_hold": may_change_settings(request.standing),
    }


def conversation(request: DeskRequest, case: Case, timeline: list[TimelineItem] | None = None) -> dict[str, Any]:
    """What was said and what happened."""
    timeline = timeline_of(case) if timeline is None else timeline
    return {
        "timeline": with_automations_named(timeline),
        "report_answers": _answers(case, timeline),
        "may_work": may_work(case, request.standing),
    }


def reply(
    request: DeskRequest, case: Case, answers: Prepared | None = None, wrong: CaseForm | None = None
) -> dict[str, Any]:
    """The box to answer in, the prepared answers filled in, and the box for notes."""
    answers = prepared_answers(case, agent=request.user) if answers is None else answers
    people = conversations_of(case)
    first = next((one for one in people if one.person_id), None)
    template, text = _picked(answers, request.GET.get("answer"))
    start = {"text": text, "conversation": first.pk if first else None}
    reaches = reaches_of(people)
    return {
        "reaches": reaches,
        "may_mail": len(people) > len(reaches) or any(one.address for one in reaches),
        "voice_first": bool(reaches) and all(one.by_voice for one in reaches),
        "answers": [(one, words) for one, words in answers if not one.outcome],
        "date_passed": _promises_passed_date(case, template),
        "kept_back": repeats_kept_back(case) if template and says_repeats(template.text) else None,
        "conversations": people,
        "reply_form": _form(forms.ReplyForm, request, case, wrong, start),
        "note_form": _form(forms.NoteForm, request, case, wrong),
        "colleagues": colleagues_in(case.team_id) if case.team_id else (),
        "may_work": may_work(case, request.standing),
    }


# After these an agent may do other things than before. Nothing else renews the menus: somebody may be typing in one.
TURNING_POINTS = ("case.closed", "case.reopened", "case.waiting", "case.resumed", "case.merged", "case.unmerged")


def actions(
    request: DeskRequest, case: Case, answers: Prepared | None = None, wrong: CaseForm | None = None
) -> dict[str, Any]:
    """The forms of everything else an agent may do now; closing has prepared words as well."""
    menu = _menu(case)
    answers = prepared_answers(case, agent=request.user) if answers is None else answers
    endings = [(template, text) for template, text in answers if template.outcome]
    ending = next((template for template, _text in endings if str(template.id) == request.GET.get("ending")), None)
    start = {"outcome": ending.outcome, "text": _picked(endings, str(ending.id))[1]} if ending else None
    made = {form.action: _form(form, request, case, wrong, start if form is forms.CloseForm else None) for form in menu}
    passed = _promises_passed_date(case, ending)
    more = {
        "endings": endings,
        "ending": ending,
        "ending_date_passed": passed,
        "turning_points": TURNING_POINTS,
        "closed_by_others": "" if may_close(case, request.standing) else who_closes(case),
    }
    return {f"{action}_form": form for action, form in made.items()} | more


def aside(request: DeskRequest, case: Case) -> dict[str, Any]:
    """The resident, what they contacted us about before, and what others did who share an address with them."""
    whole = whole_person(case.person_id) if case.person_id else None
    if whole is None or whole.person.is_erased:
        return {"person": None, "erased": whole is not None}
    panel = panel_of(request.standing, whole, besides=case)
    repeats = repeats_of(case)
    return {
        "person": whole.person,
        "panel": panel,
        "repeats": [repeats] if repeats else [],
        "contacts": panel.contacts[:CONTACTS_SHOWN],
        "namesakes": _contacts(request, case, [one.person.whole_id for one in panel.suggestions]),
        "followers": case.followers.count(),
    }


def background(_request: DeskRequest, case: Case) -> dict[str, Any]:
    """The promises and how they went, and who handed it over; a rule's reason stands on the case itself."""
    return {"clocks": list(case.clocks.all()), "handed_by": _handed_by(case)}


def _handed_by(case: Case) -> str:
    """The name of whoever chose the team; empty where a rule did, or something that has no name."""
    by = case.routing.get("by", "None")
    if by == "None":  # as the system writes itself
        return ""
    return Staff.objects.filter(pk=by).values_list("name", flat=True).first() or ""


def near(request: DeskRequest, case: Case) -> dict[str, Any]:
    """What this case may repeat, and what was merged into it: only what the reader may see."""
    found = [one for one in likely_duplicates(case) if may_see(one.case, request.standing)] if case.is_open else []
    merged = list(case.duplicates.select_related("service", "team").order_by("reported_at"))
    return {
        "likely": found,
        "merged": [one for one in merged if may_see(one, request.standing)],
        "may_work": may_work(case, request.standing),
    }


def presence(request: DeskRequest, case: Case) -> dict[str, Any]:
    """Who else is here."""
    return {"present": colleagues_at(case, besides=request.user.id)}


def _contacts(request: DeskRequest, case: Case, wholes: list[UUID]) -> list[Case]:
    if not wholes:
        return []
    return with_due(contacts_of(request.standing, wholes).exclude(pk=case.pk)[:CONTACTS_SHOWN])


def _menu(case: Case) -> tuple[type[CaseForm], ...]:
    """A merged case has nothing to do but to be taken apart again, which its next step offers."""
    if case.merged_into_id:
        return ()
    return MENU_WHEN_OPEN if case.is_open else MENU_WHEN_CLOSED


def _answers(case: Case, timeline: list[TimelineItem]) -> list[tuple[str, str]]:
    answers = all_answers(case, (item.message for item in timeline))
    return answers_in_words(questions_answered(case), answers) if answers else []


def _form(
    kind: type[CaseForm], request: DeskRequest, case: Case, wrong: CaseForm | None, start: dict[str, Any] | None = None
) -> CaseForm:
    """The form that was sent with mistakes, or a fresh one."""
    return wrong if isinstance(wrong, kind) else kind(case, request, initial=start)


def _picked(answers: Prepared, wanted: str | None) -> tuple[ReplyTemplate | None, str]:
    """The prepared answer a link names, and its text filled in."""
    return next(((template, text) for template, text in answers if str(template.id) == wanted), (None, ""))


def _promises_passed_date(case: Case, template: ReplyTemplate | None) -> bool:
    """Whether this answer says that it is done by a day that is over."""
    if template is None or case.resolve_by is None or not says_date(template.text):
        return False
    return timezone.localdate(case.resolve_by) < timezone.localdate(clock.now())
