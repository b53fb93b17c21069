"""Who looked at one's details, opened by the signed link of a report alone: roles and purposes, never names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from heard.domain.cases.queries.discreet import confidential_among, discreet_departments
from heard.domain.privacy.queries.looks import looks_at, posts_of
from heard.domain.privacy.rules.looks import told
from heard.web.portal.story import linked_conversation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from heard.domain.cases.models import Case
    from heard.domain.people.models import Person
    from heard.domain.privacy.rules.looks import Told

LINES_SHOWN = 200


@never_cache
@require_safe
def who_looked(request: HttpRequest, token: str) -> HttpResponse:
    """Every look at any record of the person this link was sent to."""
    conversation = linked_conversation(token)
    if conversation.person is None or conversation.case is None:
        raise Http404
    lines = _lines(conversation.person, conversation.case)
    context = {
        "token": token,
        "case": conversation.case,
        "lines": lines[:LINES_SHOWN],
        "more": len(lines) > LINES_SHOWN,
    }
    answer = render(request, "portal/who_looked.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _lines(person: Person, case: Case) -> list[Told]:
    looks = looks_at(person)
    posts = posts_of({look.staff_id for look in looks if look.staff_id})
    departments = {post.department_id for several in posts.values() for post in several if post.department_id}
    return told(
        looks,
        posts,
        this_case=case.id,
        discreet_cases=confidential_among({look.case_id for look in looks if look.case_id}),
        discreet_departments=discreet_departments(departments, known_by=person.whole_id),
    )
