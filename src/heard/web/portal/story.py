"""The whole story of one's own report, opened by the signed link alone: read it, add to it, say if it was fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from heard.domain.cases.queries.work import workflow_of
from heard.domain.cases.rules.places import may_know_place
from heard.domain.cases.rules.status import may_say_not_fixed
from heard.domain.cases.rules.work import waits_for_resident
from heard.domain.conversations.models import Attachment, Conversation
from heard.domain.conversations.queries.askings import open_askings
from heard.domain.conversations.queries.attachments import attachment_in
from heard.domain.conversations.queries.public_story import last_written, public_story_of
from heard.domain.conversations.queries.tracking import tracked_conversation
from heard.domain.conversations.rules.links import conversation_of_link
from heard.domain.conversations.rules.private_answers import all_answers
from heard.domain.people.models import Assurance
from heard.domain.people.rules.proof_links import prove_path
from heard.domain.privacy.rules.links import my_data_path
from heard.domain.questions.queries import questions_answered
from heard.domain.questions.rules.answers import answers_in_words
from heard.flows.add_to_case import MOST_CHARACTERS, add_to_case
from heard.flows.address_for import address_for
from heard.flows.say_if_fixed import say_if_fixed
from heard.kernel import clock
from heard.kernel.errors import Removed
from heard.kernel.live import invitation, story_topic
from heard.web.portal.report.making import MAX_PHOTOS
from heard.web.portal.report.photo_files import as_attachments, take_all
from heard.web.portal.visitor import limit_sending
from heard.web.ui.attachments import file_answer
from heard.web.ui.forms import PhotosField

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import FileResponse, HttpRequest


class AddForm(forms.Form):
    """Something to add: words, photos, or both."""

    text = forms.CharField(
        label=gettext_lazy("Add something"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea({"rows": 4}),
    )
    photos = PhotosField(label=gettext_lazy("Photos"), required=False)

    def clean(self) -> dict[str, Any]:
        """Take the photos, each with its own refusal; something there must be."""
        cleaned = super().clean() or {}
        uploads = cleaned.get("photos") or []
        kept, refusals = take_all(uploads[:MAX_PHOTOS])
        if len(uploads) > MAX_PHOTOS:
            refusals.append(_("You can send %(most)s photos at a time.") % {"most": MAX_PHOTOS})
        for sentence in refusals:
            self.add_error("photos", sentence)
        if not (cleaned.get("text", "").strip() or uploads or self.errors):
            self.add_error("text", _("Write something, or add a photo."))
        return cleaned | {"kept": kept}


class FixedForm(forms.Form):
    """Was it fixed?"""

    fixed = forms.ChoiceField(
        label=gettext_lazy("Was it fixed?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No, open it again"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )
    words = forms.CharField(
        label=gettext_lazy("What is still wrong?"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea({"rows": 3}),
    )
    reveals = {"fixed": {"no": "words"}}  # noqa: RUF012 -- read by the form's renderer


@never_cache
@require_safe
def story(request: HttpRequest, token: str) -> HttpResponse:
    """Everything about the report that is this resident's to know."""
    return _page(request, token, linked_conversation(token))


@never_cache
@require_safe
def news(request: HttpRequest, token: str) -> HttpResponse:
    """What an open page does not show yet: where the report stands and what happened, never a form somebody fills in.

    Only "was it fixed?" comes where it was not asked before. Nothing new is no answer (204): the page stays as it is.
    """
    context = _story_of(token, linked_conversation(token))
    if request.GET.get("seen") == str(len(context["timeline"])):
        return HttpResponse(status=204)
    newly_asked = context["fixed_form"] is not None and "asked" not in request.GET
    return render(request, "portal/story_news.html", context | {"news": True, "newly_asked": newly_asked})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, token: str) -> HttpResponse:
    """Add words and photos. The page of a mistake stands at this address: who comes back to it gets the story."""
    conversation = linked_conversation(token)
    if request.method != "POST":
        return redirect("portal:story", token=token)
    limit_sending(request)
    form = AddForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, token, conversation, add_form=form, status=400)
    add_to_case(conversation, text=form.cleaned_data["text"], photos=as_attachments(form.cleaned_data["kept"]))
    messages.success(request, _("Thank you. We added this to your report."))
    return redirect("portal:story", token=token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fixed(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether it was fixed; a "no" opens it again."""
    conversation = linked_conversation(token)
    if request.method != "POST":
        return redirect("portal:story", token=token)
    limit_sending(request)
    form = FixedForm(request.POST)
    if not form.is_valid():
        return _page(request, token, conversation, fixed_form=form, status=400)
    was_fixed = form.cleaned_data["fixed"] == "yes"
    say_if_fixed(conversation, fixed=was_fixed, text="" if was_fixed else form.cleaned_data["words"])
    thanks = _("Thank you for telling us.") if was_fixed else _("We opened your report again and will look at it.")
    messages.success(request, thanks)
    return redirect("portal:story", token=token)


@require_safe
def story_file(request: HttpRequest, token: str, attachment_id: UUID) -> FileResponse:
    """A photo or file of this conversation."""
    try:
        found = attachment_in(linked_conversation(token), attachment_id)
    except Attachment.DoesNotExist as error:
        raise Http404 from error
    return file_answer(found, small="small" in request.GET)


def linked_conversation(token: str) -> Conversation:
    """The conversation this link was made for; a 404 for a forged one, a 410 once its person was erased."""
    conversation_id = conversation_of_link(token)
    if conversation_id is None:
        raise Http404
    try:
        conversation = tracked_conversation(conversation_id)
    except Conversation.DoesNotExist as error:
        raise Http404 from error
    if conversation.person and conversation.person.is_erased:
        raise Removed(
            _("We removed what named you and what was said with you. The report stays with us without your name.")
        )
    return conversation


def _page(
    request: HttpRequest, token: str, conversation: Conversation, *, status: int = 200, **forms_sent: forms.Form
) -> HttpResponse:
    """The whole page, with what was sent where it came back with a mistake."""
    context = _story_of(token, conversation)
    context["live_url"] = f"{reverse('live:connect')}?{urlencode({'invitation': invitation(context['topic'])})}"
    context["prove_url"] = _prove_path(conversation)
    answer = render(request, "portal/story.html", context | forms_sent, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _prove_path(conversation: Conversation) -> str:
    """Where they show that the address we write to is theirs; empty where they have, or there is none."""
    address = address_for(conversation)
    unproved = address is not None and address.assurance == Assurance.UNVERIFIED
    return prove_path(address.id, conversation.id) if address and unproved else ""


def _story_of(token: str, conversation: Conversation) -> dict[str, Any]:
    """What the page and its parts show."""
    case = conversation.case
    if case is None:
        raise Http404
    asks = may_say_not_fixed(case, now=clock.now(), reopen_days=case.service.reopen_days)
    questions = questions_answered(case, language=get_language() or "")
    timeline = public_story_of(case, conversation)
    definition = workflow_of(case)
    waits, stage = waits_for_resident(case, definition), definition.stage(case.stage)
    return {
        "token": token,
        "my_data": my_data_path(conversation.person_id) if conversation.person_id else "",
        "topic": story_topic(case.id),
        "case": case,
        "conversation": conversation,
        "is_reporter": conversation.person_id == case.person_id,
        "shows_place": may_know_place(case, conversation.person_id),
        "answers": answers_in_words(questions, all_answers(case, (step.message for step in timeline))),
        "timeline": timeline,
        "latest": timeline[-1].words if timeline else "",
        "waits": waits,
        "askings": open_askings(conversation),
        "stands": definition.words(f"stages.{stage.code}.public", stage.public, language=get_language() or "")
        if stage and case.is_open
        else "",
        "question": last_written(timeline) if waits else "",
        "add_form": AddForm(),
        "fixed_form": FixedForm() if asks else None,
    }
