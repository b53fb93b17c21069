"""Check and send. A script, or a phone in a hurry, may also send the answers of all pages here at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from heard.domain.cases.models import Origin
from heard.domain.cases.operations.drafts import finish_draft, save_draft
from heard.domain.questions.rules.answers import answers_in_words, read_way
from heard.flows.report_issue import Report, report_issue
from heard.kernel.actor import resident
from heard.kernel.errors import InvalidInput
from heard.web.portal.report import steps
from heard.web.portal.report.asset import AssetStep
from heard.web.portal.report.base import Step
from heard.web.portal.report.contact import ContactStep, own_language
from heard.web.portal.report.details import DetailsStep
from heard.web.portal.report.photo_files import as_attachments
from heard.web.portal.report.photos import PhotosStep
from heard.web.portal.report.place import PlaceStep
from heard.web.portal.report.questioning import step_of
from heard.web.portal.visitor import limit_sending
from heard.web.ui.question_fields import PREFIX, sent_answers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from heard.domain.catalogue.models import Service

OTHER_PAGES: tuple[type[Step], ...] = (PlaceStep, AssetStep, DetailsStep, PhotosStep, ContactStep)
PAGE_OF = {
    "location": steps.PLACE,
    "contact": steps.CONTACT,
    "asset": steps.ASSET,
    "email": steps.CONTACT,
    "phone": steps.CONTACT,
}


class CheckStep(Step):
    """The last page."""

    step = steps.CHECK
    template: ClassVar[str] = "portal/report/check.html"
    problems: list[dict[str, str]]

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        """Everything said, each with a way to change it; first what is still to be said."""
        if (missing := self.making.asks.next_step) != steps.CHECK:
            return redirect(self.address_of(missing))
        self.problems = []
        return self.page(None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send it. Sent twice, it is one report."""
        limit_sending(request)
        self.problems = self._take_other_pages() + self._take_answers() or self._missing()
        if self.making.asks.stop:
            return redirect(self.address_of(steps.STOP))
        if self.problems or self.making.service is None:
            return self.page(None, status=400)
        try:
            case = report_issue(self._report(self.making.service), actor=resident(None))
        except InvalidInput as error:
            self.problems = [self._problem(self._page_of(name), text) for name, text in error.fields.items()]
            return self.page(None, status=400)
        finish_draft(self.making.draft, case=case, conversation=case.conversations.earliest("created_at").id)
        return redirect("portal:sent", draft_id=self.making.draft.id)

    def form(self) -> forms.Form:
        """The page has a button only."""
        raise NotImplementedError

    def words(self) -> dict[str, Any]:
        """What was said, in words, and where to change it."""
        return {
            "answers": self._answers_in_words(),
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

    def _take_answers(self) -> list[dict[str, str]]:
        """Keep what was sent for the questions of all pages; what is wrong with it, and what was not asked."""
        asks = self.making.asks
        sent = sent_answers(asks.definition, self.request.POST, {})
        if not sent:
            return []
        way, wrong = read_way(asks.definition, asks.said | sent, asks.facts)
        if not wrong:
            done = {*asks.done, *(step_of(page) for page in way.pages)}
            changes = {"answers": way.values, "asked": str(asks.version.id) if asks.version else None}
            self.making = self.with_draft(save_draft(self.making.draft, **changes, done=sorted(done)))
        return [self._problem(self._page_of(name), sentence) for name, sentence in wrong.items()]

    def _page_of(self, name: str) -> str:
        """The step on which something is said."""
        code = name.removeprefix(PREFIX)
        page = next((page for page in self.making.asks.definition.pages if page.asks(code)), None)
        return step_of(page) if page else PAGE_OF.get(name, steps.DETAILS)

    def _answers_in_words(self) -> list[tuple[str, str, str]]:
        """Each with where it can be changed."""
        asks = self.making.asks
        pages = [(page, question) for page in asks.way.pages for question in page.questions]
        return [
            (*said, self.address_of(step_of(page)))
            for page, question in pages
            for said in answers_in_words([question], asks.way.values)
        ]

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
            answers=self.making.asks.said,
            asked=self.making.asks.version,
            asked_in=self.making.asks.language,
            location=self.making.location,
            asset=said.get("asset", ""),
            address=self.making.address,
            name=contact.get("name", ""),
            email=contact.get("email", ""),
            phone=contact.get("phone", ""),
            language=contact.get("language") or own_language(),
            photos=as_attachments(self.making.photos),
            submission=self.making.draft.id,
            age=said.get("age"),
        )


def _mentions(form: forms.Form, *sent: Mapping[str, Any]) -> bool:
    return any(name in part for part in sent for name in form.fields)
