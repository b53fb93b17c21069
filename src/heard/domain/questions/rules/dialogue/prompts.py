"""What the dialogue says: a question with its choices, what may be said, why it stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.questions.models import QuestionKind

if TYPE_CHECKING:
    from heard.domain.questions.rules.definition import Page, Question, Stop
    from heard.domain.questions.rules.walk import Asked


def prompt_for(asked: Asked) -> str:
    """The question, its hint and what can be chosen, a line each."""
    question = asked.question
    lines = [question.label, question.hint, *_choices(question), _manner(question)]
    if not asked.required:
        lines.append(_("You may say “skip”."))
    return "\n".join(line for line in lines if line)


def help_for(asked: Asked) -> str:
    """What one may say at any time."""
    words = _("Say “back” to change the answer before, “start again”, or “stop”.")
    return words if asked.required else f"{words} {_('“skip” leaves a question out.')}"


def said_before_page(page: Page) -> list[str]:
    """What the page says above its questions."""
    return [page.text] if page.text else []


def stop_words(stop: Stop) -> list[str]:
    """Why it goes no further, and who can help."""
    link = " ".join(filter(None, (stop.link.get("label", ""), stop.link.get("url", ""))))
    return [words for words in (stop.title, stop.text, link) if words]


def _choices(question: Question) -> list[str]:
    return [f"{number}. {choice.label}" for number, choice in enumerate(question.choices, start=1)]


def _manner(question: Question) -> str:
    if question.kind == QuestionKind.NUMBER and question.unit:
        return _("In %(unit)s.") % {"unit": question.unit}
    manners = {
        QuestionKind.CHOICES: _("You may choose several, such as 1 and 2."),
        QuestionKind.YES_NO: _("Yes or no?"),
        QuestionKind.PERSON: _("Say the name, and an email address or a phone number."),
        QuestionKind.PLACE: _("Say the address."),
        QuestionKind.FILE: _("Send it here."),
    }
    return manners.get(QuestionKind(question.kind), "")
