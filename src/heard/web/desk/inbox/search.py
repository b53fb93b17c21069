"""The search box: what an agent hears on the phone, posted, since names, numbers and addresses never stand in a URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from heard.domain.cases.queries.filters import CaseFilters
from heard.domain.cases.queries.search import case_found_by_number, search_page
from heard.domain.people.queries.people import people_with
from heard.domain.people.queries.search import people_called
from heard.domain.privacy.operations.looking import note_looks
from heard.domain.privacy.rules.purposes import Purpose
from heard.web.desk.access import desk_view
from heard.web.desk.due import with_due
from heard.web.desk.inbox.filters import LONGEST_SEARCH
from heard.web.desk.inbox.words import sealed_words
from heard.web.desk.known import PEOPLE_SHOWN, Found, known_people
from heard.web.desk.page import desk_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from heard.web.desk.access import DeskRequest

_EMAIL = re.compile(r"\S+@\S+\.\S+")
_PHONE = re.compile(r"(?:[\s()./-]*\+?\d){7,15}[\s()./-]*")
MOST_WORDS = 8  # of a name or an address; what is longer is about a case
CASES_SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def search(request: DeskRequest) -> HttpResponse:
    """A number leads to its case, words to the list; people stand above what is found. A reload is the inbox."""
    text = request.POST.get("q", "").strip()[:LONGEST_SEARCH]
    if not text:
        return redirect("desk:inbox")
    if case := case_found_by_number(request.standing, text):
        return redirect("desk:case", case.reference)
    contact, found = _people(request, text, most=None if "all" in request.POST else PEOPLE_SHOWN)
    note_looks([known.person.id for known in found.people], staff=request.user, purpose=Purpose.SEARCH)
    listed = f"{reverse('desk:inbox')}?{urlencode({'q': sealed_words(text)})}"
    if not (contact or found.people):
        return redirect(listed)
    cases = [] if contact else with_due(search_page(request.standing, CaseFilters(text=text), size=CASES_SHOWN).cases)
    context = {"found": found, "cases": cases, "contact": contact, "listed": listed, "search_text": text}
    return desk_page(request, "desk/inbox/found.html", context)


def _people(request: DeskRequest, text: str, *, most: int | None) -> tuple[bool, Found]:
    """Whether this is an address or a number, and who has it; else who is called so or lives there."""
    if _EMAIL.fullmatch(text):
        return True, known_people(request.standing, people_with(email=text), most=most)
    if _PHONE.fullmatch(text):
        return True, known_people(request.standing, people_with(phone=text), most=most)
    if len(text.split()) > MOST_WORDS:
        return False, Found([])
    return False, known_people(request.standing, people_called(text), most=most)
