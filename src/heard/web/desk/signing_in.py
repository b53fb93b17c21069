"""Signing in and out of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from heard.kernel import throttle
from heard.web.ui.client import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

WINDOW_SECONDS = 15 * 60
PER_ACCOUNT = 8
PER_ADDRESS = 40  # an office shares one address


class SignInForm(forms.Form):
    """Who is there. Every failure reads the same, so that nobody learns which addresses have an account."""

    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "username", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your email address"),
            "invalid": _("Enter an email address like name@example.org"),
        },
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": _("Enter your password")},
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.staff: Any = None

    def clean(self) -> dict[str, Any]:
        """Count the attempt, then check the password."""
        data = super().clean() or {}
        if self.errors:
            return data
        if not _may_try(self.request, data["email"]):
            raise forms.ValidationError(_("Too many attempts. Wait 15 minutes, then try again."))
        self.staff = authenticate(self.request, username=data["email"].lower(), password=data["password"])
        if self.staff is None:
            raise forms.ValidationError(_("The email address or the password is not right. Check both and try again."))
        _was_right(self.request, data["email"])
        return data


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page. `login` gives the session a new key, so that one planted before is worth nothing."""
    if request.user.is_authenticated:
        return redirect(_next_page(request))
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.staff)
        return redirect(_next_page(request))
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, "desk/sign_in.html", context, status=400 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("desk:sign_in")


def _may_try(request: HttpRequest, email: str) -> bool:
    """Both counters are moved, whichever refuses first."""
    account = throttle.allow("sign-in-account", email.lower(), limit=PER_ACCOUNT, seconds=WINDOW_SECONDS)
    address = throttle.allow("sign-in-address", client_address(request), limit=PER_ADDRESS, seconds=WINDOW_SECONDS)
    return account and address


def _was_right(request: HttpRequest, email: str) -> None:
    """A whole contact centre that comes to work at nine, from one address, has tried nothing."""
    throttle.take_back("sign-in-account", email.lower(), seconds=WINDOW_SECONDS)
    throttle.take_back("sign-in-address", client_address(request), seconds=WINDOW_SECONDS)


def _next_page(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else settings.LOGIN_REDIRECT_URL
