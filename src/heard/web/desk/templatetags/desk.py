"""Words for the desk's templates: where a case stands, what a moment was, what an address is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from heard.domain.cases.models import Outcome, Status, TaskState, Verdict
from heard.domain.catalogue.models import Priority
from heard.domain.conversations.models import DeliveryState, Direction
from heard.kernel import clock
from heard.kernel.dates import by_day, moment_in_words
from heard.web.desk.our_links import without_our_links
from heard.web.ui.templatetags.ui_tags import status

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.safestring import SafeString

    from heard.domain.cases.models import Case, CaseClock, Task
    from heard.domain.conversations.models import Delivery, Message

register = template.Library()

STATUS_TONES = {Status.RECEIVED: "blue", Status.IN_PROGRESS: "purple", Status.WAITING: "yellow", Status.CLOSED: "grey"}
PRIORITY_TONES = {Priority.URGENT: "red", Priority.HIGH: "yellow", Priority.LOW: "grey"}


@register.simple_tag
def case_status(case: Case) -> SafeString:
    """Where the case stands; a closed one says how it ended. "Fixed" is green, as on the portal."""
    ended = case.status == Status.CLOSED and case.outcome
    words = case.get_outcome_display() if ended else case.get_status_display()
    if case.stage and case.status == Status.WAITING:  # its workflow says for whom: not always the resident
        words = _("Waiting")
    return status(words, "green" if ended == Outcome.FIXED else STATUS_TONES[Status(case.status)])


TASK_TONES = {
    TaskState.OPEN: "blue",
    TaskState.BLOCKED: "grey",
    TaskState.DONE: "green",
    TaskState.REFUSED: "red",
    TaskState.DROPPED: "grey",
}


@register.simple_tag
def task_state(task: Task) -> SafeString:
    """How far a task is; an approval asks for a decision."""
    words: str = task.get_state_display()
    if task.approval and task.state == TaskState.OPEN:
        words = _("To decide")
    elif task.approval and task.state == TaskState.DONE:
        words = _("Approved")
    return status(words, TASK_TONES[TaskState(task.state)])


@register.simple_tag
def case_priority(case: Case) -> SafeString | str:
    """The priority where it is not the usual one."""
    tone = PRIORITY_TONES.get(Priority(case.priority))
    return status(case.get_priority_display(), tone) if tone else ""


@register.filter
def moment(at: datetime | None) -> str:
    """When something was: "today 14:30", "yesterday 09:05", "Tuesday 24 November, 14:30"."""
    if at is None:
        return ""
    local, today = timezone.localtime(at), timezone.localtime(clock.now()).date()
    time = date_format(local, "H:i")
    match (today - local.date()).days:
        case 0:
            return _("today %(time)s") % {"time": time}
        case 1:
            return _("yesterday %(time)s") % {"time": time}
    return moment_in_words(at)


@register.simple_tag(takes_context=True)
def list_query(context: dict[str, Any]) -> str:
    """The list a reader came from, carried along: "?view=team&service=…" or nothing."""
    query = context.get("list_query", "")
    return f"?{query}" if query else ""


CHANNELS = {
    "web": _lazy("on the website"),
    "email": _lazy("by email"),
    "phone": _lazy("on the phone"),
    "walk_in": _lazy("in person"),
    "import": _lazy("imported"),
    "desk": _lazy("at the desk"),
}


@register.simple_tag
def channel_name(channel: str) -> str:
    """How it was said, in words."""
    return str(CHANNELS.get(channel, channel))


@register.simple_tag
def message_author(message: Message) -> str:
    """Who said it."""
    if message.held:
        name = message.person.name if message.person else ""
        return _("Somebody else: %(name)s") % {"name": name or _("unknown here")}
    if message.staff:
        return message.staff.name
    if message.person and message.person.is_erased:
        return _("A resident whose name was removed")
    if message.person:
        return message.person.name or _("The resident")
    if message.direction == Direction.IN:
        return _("The resident")
    return _("The council, by itself")


@register.simple_tag
def delivery_words(delivery: Delivery) -> str:
    """What became of an answer, said plainly."""
    if delivery.is_erased:
        return _("Where it went was removed")
    to = {"address": delivery.address, "why": delivery.error}
    match delivery.state:
        case DeliveryState.SENT:
            words = _("Sent to %(address)s") % to
        case DeliveryState.RETRY:
            words = _("Not sent to %(address)s yet: %(why)s. It is tried again by itself.") % to
        case DeliveryState.FAILED:
            words = _("Could not be sent to %(address)s: %(why)s. It is not tried again.") % to
        case DeliveryState.BOUNCED:
            words = _("Came back from %(address)s: %(why)s") % to
        case _:
            words = _("On its way to %(address)s") % to
    if delivery.perhaps_twice:
        words = f"{words} · {_('perhaps sent twice: the machine stopped while sending')}"
    return words


# What reading left out, in words; `Message.marks` holds the codes.
LEFT_OUT = {
    "text_cut": _lazy("The text was longer: it is cut."),
    "html_cut": _lazy("The formatted text was longer: it is cut."),
    "links_cut": _lazy("There were thousands of links: most are left out."),
    "attachments_cut": _lazy("There were more files: some are left out."),
    "parts_cut": _lazy("There were more parts: some are left out."),
    "too_deep": _lazy("Mails within mails: the innermost are left out."),
    "head_cut": _lazy("Its header was too long: it is cut."),
    "size_cut": _lazy("The mail was larger than 25 MB: it is cut."),
}


@register.simple_tag
def left_out(message: Message) -> str:
    """What of a mail is not here, as sentences; the whole is kept as it came."""
    return " ".join(str(LEFT_OUT[mark]) for mark in message.marks if mark in LEFT_OUT)


register.filter("without_our_links", without_our_links)


@register.simple_tag
def whole_mail(message: Message) -> str:
    """The whole of a mail, where that is more than its words and for colleagues to read: what Heard sends by itself
    may hold a code, or a link to the copy of somebody's data.
    """
    by_itself = message.direction == Direction.OUT and message.acknowledgement
    if by_itself or message.full_text == message.text:
        return ""
    return without_our_links(message.full_text)


@register.simple_tag
def clock_words(running: CaseClock) -> SafeString:
    """A deadline with its verdict, or when it is due."""
    if running.verdict:
        tone = {Verdict.MET: "green", Verdict.MISSED: "red"}.get(Verdict(running.verdict), "grey")
        return format_html("{} {}", status(running.get_verdict_display(), tone), moment(running.stopped_at))
    if running.paused_since:
        return format_html("{}", status(_("Stopped"), "yellow"))
    if running.due_at < clock.now():
        return format_html("{} {}", status(_("Late"), "red"), moment(running.due_at))
    return format_html("{}", by_day(running.due_at))


@register.simple_tag(takes_context=True)
def query_with(context: dict[str, Any], name: str, value: object) -> str:
    """The page's query string with one value set."""
    query = context["request"].GET.copy()
    query[name] = str(value)
    return query.urlencode()


@register.filter
def address_name(address: str) -> str:
    """What a colleague is called by in a note: the part of their address before the @."""
    return address.partition("@")[0]
