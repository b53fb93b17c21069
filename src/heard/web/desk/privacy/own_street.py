"""Where a member of staff says in which street they live, so that looks at neighbours can be told from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heard.domain.privacy.models import OwnStreet
from heard.domain.privacy.operations.own_street import forget_own_street, set_own_street
from heard.kernel.errors import InvalidInput
from heard.web.desk.access import actor_of, desk_view
from heard.web.desk.page import desk_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest


class StreetForm(forms.Form):
    """A street."""

    street = forms.CharField(
        label=gettext_lazy("The street you live in"),
        help_text=gettext_lazy("Without the number. Once saved, nobody can read it here, not even you."),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter the name of the street, without the number.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def own_street(request: DeskRequest) -> HttpResponse:
    """Say it, say another one, or have it forgotten."""
    form = StreetForm(request.POST if request.method == "POST" and "forget" not in request.POST else None)
    if request.method == "POST" and "forget" in request.POST:
        forget_own_street(request.user, actor=actor_of(request))
        messages.success(request, _("It is forgotten."))
        return redirect("desk:own_street")
    if form.is_bound and form.is_valid() and _saved(request, form):
        messages.success(request, _("Saved. Nobody can read it; looks at people who live there are told apart."))
        return redirect("desk:own_street")
    context = {"form": form, "known": OwnStreet.objects.filter(staff=request.user).exists()}
    return desk_page(request, "desk/privacy/own_street.html", context, status=400 if form.errors else 200)


def _saved(request: DeskRequest, form: StreetForm) -> bool:
    try:
        set_own_street(request.user, form.cleaned_data["street"], actor=actor_of(request))
    except InvalidInput as error:
        form.add_error("street", error.fields["street"])
        return False
    return True
