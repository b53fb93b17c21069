"""An asking as its pages read it: what was asked, the draft of the answers, and how far the resident came."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from heard.domain.questions.queries import facts_at
from heard.web.portal.report import steps
from heard.web.portal.report.making import Making
from heard.web.portal.report.questioning import Questioning, step_of

if TYPE_CHECKING:
    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Conversation
    from heard.domain.conversations.queries.askings import Asking
    from heard.domain.questions.models import QuestionnaireVersion
    from heard.domain.questions.rules.asking import Facts
    from heard.kernel.location import Location


@dataclass(frozen=True, kw_only=True)
class AskedQuestions(Questioning):
    """What was asked, whatever the service asks of others. The place is known from the start."""

    asked: QuestionnaireVersion

    @cached_property
    def version(self) -> QuestionnaireVersion:
        """The one that was asked: what is published later is for those asked later."""
        return self.asked

    @cached_property
    def facts(self) -> Facts:
        """What is known besides the answers."""
        return facts_at(self.definition, self.location, language=self.language)

    @property
    def order(self) -> list[str]:
        """Its pages, and in the end sending it; a stop has nothing to send."""
        return [step_of(page) for page in self.way.pages] + [steps.STOP if self.stop else steps.CHECK]

    @property
    def next_step(self) -> str:
        """The first that is not answered yet."""
        return next(step for step in self.order if step not in self.done)


@dataclass(frozen=True, kw_only=True)
class Answering(Making):
    """The draft has the asking's id: whoever holds the link goes on where they stopped, in whichever browser."""

    asking: Asking
    conversation: Conversation
    case: Case

    @cached_property
    def location(self) -> Location | None:
        """Where the case is."""
        return self.case.location

    @cached_property
    def asks(self) -> AskedQuestions:
        """The questions, and how far they came with them."""
        return AskedQuestions(None, self.data, self.location, self.language, asked=self.asking.version)
