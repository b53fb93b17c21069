"""The resident of a case is asked a questionnaire: a letter with a link, behind which they answer page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.conversations.operations.askings import ask
from heard.domain.conversations.queries.audience import conversations_to_tell
from heard.domain.conversations.rules import letters
from heard.domain.conversations.rules.links import asking_path
from heard.domain.questions.queries import current_versions
from heard.flows.tell import tell
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from heard.domain.cases.models import Case
    from heard.domain.conversations.models import Conversation, Message
    from heard.domain.conversations.rules.letters import LetterFacts
    from heard.kernel.actor import Actor


@transaction.atomic
def ask_questionnaire(case: Case, *, questionnaire: str, text: str, actor: Actor, automatic: str = "") -> Message:
    """Write `text` to whoever reported it, and open the questionnaire of this code to them; each time anew."""
    version = current_versions().select_related("questionnaire").filter(questionnaire__code=questionnaire).first()
    if version is None:
        raise Refused(_("There is no such questionnaire any more."))
    conversation = _with_reporter(case)
    if conversation is None:
        raise Refused(_("There is nobody to ask: we do not know who reported it."))
    ask(conversation, case=case, version=version, actor=actor)
    link = settings.HEARD_URL + asking_path(conversation.id, questionnaire)
    return tell(conversation, text=text, letter=_letter(text, link), actor=actor, automatic=automatic)


def _with_reporter(case: Case) -> Conversation | None:
    """Who else reported it knows other things, and is asked nothing."""
    reporter = case.person.whole_id if case.person else None
    found = conversations_to_tell(case)
    return next((one for one in found if one.person and one.person.whole_id == reporter), None)


def _letter(text: str, link: str) -> Callable[[LetterFacts], str]:
    return lambda facts: letters.asking(facts, text=text, answer_at=link)
