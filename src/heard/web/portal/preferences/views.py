"""The preference page: opened by its signed link alone, without signing in; the link opens nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heard.domain.consent.models import How
from heard.domain.consent.operations.preferences import choose, set_quiet_hours, stop_everything
from heard.domain.consent.queries.preferences import preferences_of
from heard.domain.consent.rules.links import person_of_preferences
from heard.domain.people.models import Person
from heard.domain.people.operations.identities import verify_identity
from heard.domain.people.operations.profile import update_profile
from heard.domain.privacy.rules.links import my_data_path
from heard.kernel.actor import resident
from heard.kernel.errors import Removed
from heard.web.portal.preferences.forms import PreferencesForm
from heard.web.portal.visitor import limit_sending

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from heard.domain.consent.queries.preferences import Preferences


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Show what we may send, and take what they choose."""
    named = person_of_preferences(token)
    found = preferences_of(*named) if named else None
    if named and Person.objects.filter(pk=named[0], erased_at__isnull=False).exists():
        raise Removed(_("We removed what we kept about you, and send you nothing."))
    if found is None:
        return no_such_link(request)
    form = PreferencesForm(request.POST if request.method == "POST" else None, preferences=found)
    if request.method == "POST":
        limit_sending(request)
        if "stop" in request.POST:
            _stop(found)
            messages.success(request, _("We will not send you anything but answers to what you ask us."))
            return redirect("portal:preferences", token=token)
        if form.is_valid():
            _save(found, form)
            messages.success(request, _("Thank you. We keep to what you chose."))
            return redirect("portal:preferences", token=token)
    return _page(request, found, form)


def no_such_link(request: HttpRequest) -> HttpResponse:
    """A link that was cut off on its way, or whose person is gone: says what to do instead."""
    return private(render(request, "portal/preferences/no_such_link.html", status=404))


def private(answer: HttpResponse) -> HttpResponse:
    """For no search engine. That its address goes to no other site with a click: SECURE_REFERRER_POLICY."""
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _page(request: HttpRequest, found: Preferences, form: PreferencesForm) -> HttpResponse:
    context = {"form": form, "preferences": found, "my_data": my_data_path(found.person.id)}
    return private(render(request, "portal/preferences/page.html", context, status=400 if form.errors else 200))


@transaction.atomic
def _save(found: Preferences, form: PreferencesForm) -> None:
    actor = resident(found.person.id)
    for offer in found.offers:
        chosen = form.chosen(offer)
        if chosen is not None:
            choose(found.person, offer, chosen, how=How.PAGE, actor=actor)
    given = form.cleaned_data
    set_quiet_hours(found.person, starts=given["quiet_from"], ends=given["quiet_until"], actor=actor)
    update_profile(found.person, actor=actor, **form.profile())
    _prove(found)


@transaction.atomic
def _stop(found: Preferences) -> None:
    stop_everything(found.person, how=How.PAGE, actor=resident(found.person.id))
    _prove(found)


def _prove(found: Preferences) -> None:
    """The link was sent to this address alone, and a person has used it: it is theirs. Looking at the page proves
    nothing, for mail programs look at every link by themselves.
    """
    if found.identity:
        verify_identity(found.identity, how="link", actor=resident(found.person.id))
