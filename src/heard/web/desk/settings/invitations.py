"""A link by which a member of staff chooses a password: made by an administrator, good once, for three days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from heard.domain.teams.models import Staff
from heard.domain.teams.operations import note_invitation, set_password
from heard.kernel.actor import staff as staff_actor
from heard.web.desk.access import actor_of
from heard.web.desk.page import desk_page
from heard.web.desk.settings.access import settings_view

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from heard.web.desk.access import DeskRequest


class PasswordForm(forms.Form):
    """A password only they know."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        help_text=gettext_lazy("At least 12 characters. Four words that only you would put together are good."),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Choose a password")},
    )

    def __init__(self, person: Staff, data: Any = None) -> None:
        super().__init__(data)
        self.person = person

    def clean_password(self) -> str:
        """Long enough, and not what everybody tries first."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


@require_http_methods(["GET", "HEAD", "POST"])
@settings_view
def invite(request: DeskRequest, staff_id: UUID) -> HttpResponse:
    """POST makes the link and shows it once: it is kept nowhere."""
    person = get_object_or_404(Staff, pk=staff_id, is_active=True)
    link = ""
    if request.method == "POST":
        note_invitation(person, actor=actor_of(request))
        path = reverse("desk:welcome", args=[person.id, default_token_generator.make_token(person)])
        link = f"{settings.HEARD_URL}{path}"
    return desk_page(request, "desk/settings/invite.html", {"person": person, "link": link})


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, staff_id: UUID, token: str) -> HttpResponse:
    """Where the link leads. Whoever holds it is that person; a used, old or forged one is no page at all."""
    person = Staff.objects.filter(pk=staff_id, is_active=True).first()
    if person is None or not default_token_generator.check_token(person, token):
        raise Http404
    form = PasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_password(person, password=form.cleaned_data["password"], actor=staff_actor(person.id))
        messages.success(request, _("Your password is set. Sign in with it."))
        return redirect("desk:sign_in")
    return render(request, "desk/welcome.html", {"form": form, "person": person}, status=400 if form.errors else 200)
