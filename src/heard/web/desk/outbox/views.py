"""The demonstration's outbox: every mail that would have left, and an answer in the resident's name."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from heard.domain.conversations.models import Delivery
from heard.domain.conversations.queries.outbox import delivery_to_read, outbox_page
from heard.domain.teams.queries import standing_of
from heard.flows.answer_as_resident import answer_as_resident
from heard.flows.outbound import outbound_of, subject_of
from heard.web.desk.formatted_mail import formatted_mail
from heard.web.desk.page import desk_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

LONGEST_ANSWER = 5000


class AnswerForm(forms.Form):
    """What the resident says."""

    text = forms.CharField(
        label=gettext_lazy("Answer as the resident"),
        help_text=gettext_lazy("It arrives as a real mail, as if they had pressed Reply."),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Write what the resident answers")},
    )


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Where real people are written to, there is no such page, whoever asks: their mail is read by them alone."""

    @wraps(view)
    @never_cache
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.HEARD_DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@demo_only
def outbox(request: Any) -> HttpResponse:
    """What was sent, newest first."""
    page = outbox_page(request.GET.get("after"))
    context = {
        "mails": [(delivery, subject_of(delivery.message)) for delivery in page.deliveries],
        "older": f"?after={page.next}" if page.next else "",
        "newest": "?" if request.GET.get("after") else "",
    }
    return _page(request, "desk/outbox/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@demo_only
def mail(request: Any, delivery_id: UUID) -> HttpResponse:
    """One mail as its reader sees it; POST: the reader answers."""
    delivery = _delivery(delivery_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_as_resident(delivery, text=form.cleaned_data["text"])
        messages.success(request, _("The answer has arrived. In a moment it stands on the case."))
        return redirect("desk:outbox")
    context = {"delivery": delivery, "mail": outbound_of(delivery), "form": form}
    return _page(request, "desk/outbox/mail.html", context, status=400 if form.errors else 200)


@require_safe
@demo_only
def formatted(request: Any, delivery_id: UUID) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """The formatted version, for the frame on the mail's page."""
    return formatted_mail(outbound_of(_delivery(delivery_id)).html)


def _delivery(delivery_id: UUID) -> Delivery:
    try:
        return delivery_to_read(delivery_id)
    except Delivery.DoesNotExist as error:
        raise Http404 from error


def _page(request: Any, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Around it the whole desk for staff, and an empty one for everybody else who tries the demonstration."""
    if not request.user.is_authenticated:
        return render(request, template, context | {"frame": "ui/desk_base.html"}, status=status)
    request.standing = standing_of(request.user)
    return desk_page(request, template, context | {"frame": "desk/base.html"}, status=status)
