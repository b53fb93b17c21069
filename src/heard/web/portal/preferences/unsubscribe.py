"""One click stops messages of one kind (RFC 8058). A POST does it, without cookies or questions; looking does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from heard.domain.consent.models import ConsentChannel, How
from heard.domain.consent.operations.ledger import withdraw_once
from heard.domain.consent.queries.ledger import deciding_no, topic_names
from heard.domain.consent.rules.links import preferences_path, unsubscription_of
from heard.domain.consent.rules.scopes import Scope
from heard.domain.consent.rules.words import what_in_words
from heard.domain.people.models import Person
from heard.kernel.actor import resident
from heard.kernel.dates import day_in_words
from heard.web.portal.preferences.views import no_such_link, private

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from heard.domain.consent.rules.links import Unsubscription

ONE_CLICK = ("List-Unsubscribe", "One-Click")


@csrf_exempt  # the POST comes from a mail provider's machine; the link itself is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask with a button, or do it. Done twice it is done once."""
    asked = unsubscription_of(token)
    person = Person.objects.filter(pk=asked.person_id, erased_at__isnull=True).first() if asked else None
    if asked is None or person is None:
        return no_such_link(request)
    scope = _scope(asked)
    stopped = deciding_no(person.whole_id, scope)
    if request.method == "POST":
        name, value = ONE_CLICK
        how = How.ONE_CLICK if request.POST.get(name) == value else How.LINK
        withdraw_once(person, scope, how=how, actor=resident(person.id), proof={"message": str(asked.message_id)})
    context = {
        "done": request.method == "POST",
        "stopped_on": day_in_words(stopped.at) if stopped else "",
        "what": what_in_words(
            purpose=asked.purpose, topic=asked.topic, channel=ConsentChannel.EMAIL, topics=topic_names()
        ),
        "preferences": preferences_path(person.id),
    }
    return private(render(request, "portal/preferences/unsubscribe.html", context))


def _scope(asked: Unsubscription) -> Scope:
    """Of this kind, by mail, from every department: nobody who leaves a list means one sender alone."""
    return Scope(purpose=asked.purpose, topic=asked.topic, channel=ConsentChannel.EMAIL.value)
