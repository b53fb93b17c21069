"""The door of the desk: every view stands behind it. What staff may then see or do, the domain says."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache

from heard.domain.cases.models import Case
from heard.domain.cases.queries.access import case_for
from heard.domain.cases.rules.access import may_work
from heard.domain.teams.queries import standing_of
from heard.kernel.actor import Actor
from heard.kernel.actor import staff as staff_actor
from heard.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.teams.models import Staff
    from heard.domain.teams.rules.permissions import Standing


class DeskRequest(HttpRequest):
    """A request of somebody who is signed in at the desk."""

    user: Staff
    standing: Standing
    htmx: Any


class DeskView(Protocol):
    """A view of the desk, before the door is put in front of it."""

    __name__: str

    def __call__(self, request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the request."""


def desk_view(view: DeskView) -> Callable[..., HttpResponseBase]:
    """Let nobody in who is not signed in and active; put what they are allowed on `request.standing`."""

    @wraps(view)
    @never_cache
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.is_authenticated and request.user.is_active):
            return _to_sign_in(request)
        request.standing = standing_of(request.user)
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["HX-Request"])  # the same URL answers whole pages and parts of them
        return response

    return guarded


def visible_case(request: DeskRequest, reference: str) -> Case:
    """The case with this reference, if the reader may see it; a 404 that does not tell the two apart otherwise."""
    try:
        return case_for(request.standing, reference)
    except Case.DoesNotExist as error:
        raise Http404 from error


def workable_case(request: DeskRequest, reference: str) -> Case:
    """The same, for somebody about to change it: a 403 where they may only read."""
    case = visible_case(request, reference)
    if not may_work(case, request.standing):
        raise NotAllowed
    return case


def actor_of(request: DeskRequest) -> Actor:
    """Who acts, as the journal writes it."""
    return staff_actor(request.user.id)


def _to_sign_in(request: Any) -> HttpResponse:
    """The sign-in page; an htmx request is told to load it whole. What was typed into a search stays out of the URL."""
    here = request.path if request.method == "GET" and not request.htmx else "/desk/"
    answer = redirect_to_login(here)
    if request.htmx:
        return HttpResponse(status=401, headers={"HX-Redirect": answer["Location"]})
    return answer
