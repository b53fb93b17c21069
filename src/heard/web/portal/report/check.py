"""Check and send. A script, or a phone in a hurry, may also send the answers of all pages here at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from heard.domain.cases.models import Origin
from heard.domain.cases.operations.drafts import finish_draft
from heard.domain.questions.rules.answers import answers_in_words
from heard.flows.report_issue import Report, report_issue
from heard.kernel.actor import resident
from heard.kernel.errors import InvalidInput
from heard.web.portal.report import steps
from heard.web.portal.report.base import Step
from heard.web.portal.report.contact import ContactStep, own_language
from heard.web.portal.report.details import DetailsStep
from heard.web.portal.report.photo_files import as_attachments
from heard.web.portal.report.photos import PhotosStep
from heard.web.portal.report.place import PlaceStep
from heard.web.portal.visitor import limit_sending

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from heard.domain.catalogue.models import Service

OTHER_PAGES: tuple[type[Step], ...] = (PlaceStep, DetailsStep, PhotosStep, ContactStep)
PAGE_OF = {"location": steps.PLACE, "contact": steps.CONTACT, "email": steps.CONTACT, "phone": steps.CONTACT}


class CheckStep(Step):
    """The last page."""

    step = steps.CHECK
    template: ClassVar[str] = "portal/report/check.html"
    problems: list[dict[str, str]]

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        """Everything said, each with a way to change it; first what is still to be said."""
        if (missing := steps.next_step(self.making.done)) != steps.CHECK:
            return redirect(self.address_of(missing))
        self.problems = []
        return self.page(None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send it. Sent twice, it is one report."""
        limit_sending(request)
        self.problems = self._take_other_pages() or self._missing()
        if self.problems or self.making.service is None:
            return self.page(None, status=400)
        try:
            case = report_issue(self._report(self.making.service), actor=resident(None))
        except InvalidInput as error:
            self.problems = [
                self._problem(PAGE_OF.get(name, steps.DETAILS), sentence) for name, sentence in error.fields.items()
            ]
            return self.page(None, status=400)
        finish_draft(self.making.draft, case=case, conversation=case.conversations.earliest("created_at").id)
        return redirect("portal:sent", draft_id=self.making.draft.id)

    def form(self) -> forms.Form:
        """The page has a button only."""
        raise NotImplementedError

    def words(self) -> dict[str, Any]:
        """What was said, in words, and where to change it."""
        return {
            "answers": answers_in_words(self.making.questions, self.making.data.get("answers", {})),
            "change": {step: self.address_of(step) for step in steps.ORDER},
            "contact_lines": [text for text in map(self.making.contact.get, ("name", "email", "phone")) if text],
            "problems": self.problems,
        }

    def _take_other_pages(self) -> list[dict[str, str]]:
        """Keep what was sent for other pages; what is wrong with it."""
        problems = []
        for page in OTHER_PAGES:
            other = page()
            other.setup(self.request)
            other.making = self.making
            form = other.bound_form()
            if not _mentions(form, self.request.POST, self.request.FILES):
                continue
            changes = other.read(form) if form.is_valid() else None
            if changes is None:
                problems += [self._problem(page.step, str(text)) for texts in form.errors.values() for text in texts]
                continue
            other.keep(changes)
            self.making = other.making
        return problems

    def _missing(self) -> list[dict[str, str]]:
        """What the report cannot go without."""
        missing = []
        if self.making.needs_location and not (self.making.location or self.making.address):
            missing.append(self._problem(steps.PLACE, _("Tell us where it is.")))
        if steps.DETAILS not in self.making.done:
            missing.append(self._problem(steps.DETAILS, _("Tell us what is wrong.")))
        if self.making.needs_contact and not (self.making.contact.get("email") or self.making.contact.get("phone")):
            missing.append(self._problem(steps.CONTACT, _("Tell us how to reach you.")))
        return missing

    def _problem(self, step: str, sentence: str) -> dict[str, str]:
        return {"sentence": sentence, "href": self.address_of(step)}

    def _report(self, service: Service) -> Report:
        said, contact = self.making.data, self.making.contact
        return Report(
            service=service,
            origin=Origin.WEB,
            description=said.get("description", ""),
            answers=said.get("answers", {}),
            location=self.making.location,
            address=self.making.address,
            name=contact.get("name", ""),
            email=contact.get("email", ""),
            phone=contact.get("phone", ""),
            language=contact.get("language") or own_language(),
            photos=as_attachments(self.making.photos),
            submission=self.making.draft.id,
        )


def _mentions(form: forms.Form, *sent: Mapping[str, Any]) -> bool:
    return any(name in part for part in sent for name in form.fields)
