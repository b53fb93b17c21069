"""People, places and words for a copy for training. All of it is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.people.operations.past import PastPerson
from heard.domain.questions.models import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random
    from typing import Any

    from heard.domain.catalogue.models import Service
    from heard.domain.questions.rules.definition import Definition

MAIL_DOMAIN = "training.example"
_FIRST = (
    "Ada", "Bela", "Cora", "Dario", "Edda", "Farid", "Gina", "Hugo", "Ines", "Jonas", "Kira", "Leo", "Mila", "Nils",
    "Oda", "Pablo", "Quinn", "Rosa", "Samir", "Tilda", "Vera", "Wanda", "Yusuf", "Zora",
)  # fmt: skip
_LAST = (
    "Ashby", "Brook", "Castell", "Dunmore", "Elwood", "Farrow", "Glade", "Hartwell", "Inman", "Jessop", "Kestrel",
    "Larkin", "Marlow", "Norwood", "Oakley", "Pendry", "Quill", "Rowan", "Selby", "Thorne", "Underhill",
)  # fmt: skip
_STREETS = ("Apple", "Birch", "Cedar", "Dove", "Elder", "Finch", "Grove", "Hazel", "Iris", "Juniper", "Kite", "Linden")


def full_name(random: Random) -> str:
    """A name nobody was asked for."""
    return f"{random.choice(_FIRST)} {random.choice(_LAST)}"


def mailbox(name: str, number: int) -> str:
    """An address that leads nowhere (RFC 2606)."""
    return f"{name.lower().replace(' ', '.')}.{number}@{MAIL_DOMAIN}"


def resident(number: int, random: Random, *, language: str) -> PastPerson:
    """Somebody who reports things."""
    name = full_name(random)
    return PastPerson(
        account=f"training:{number}",
        name=name,
        email=mailbox(name, number),
        address=address(random),
        language=language,
    )


def address(random: Random) -> str:
    """A street that may not exist."""
    return f"{random.randint(1, 180)} {random.choice(_STREETS)} Street"


def report_words(service: Service, answers: dict[str, Any], asked: Definition, random: Random) -> str:
    """What somebody may write about this service: what residents call it, and what they chose."""
    names = [line.strip() for line in service.words.splitlines() if line.strip()] or [service.name]
    opening = random.choice([_("I want to tell you about this: %(what)s."), _("Hello, please look at this: %(what)s.")])
    return " ".join([opening % {"what": random.choice(names)}, *_chosen(answers, asked)])


def more_words(random: Random) -> str:
    """What residents add later."""
    return random.choice([_("Is there any news?"), _("It is still the same today."), _("Thank you for looking at it.")])


def our_words(random: Random) -> str:
    """What the council answers."""
    return random.choice([
        _("We have passed this to the crew, and will write when there is news."),
        _("Thank you. Somebody is going to look at it this week."),
        _("We were there today, and need a second visit."),
    ])  # fmt: skip


def _chosen(answers: dict[str, Any], asked: Definition) -> Iterator[str]:
    for code, value in answers.items():
        if question := asked.question(code):
            labels = {choice.code: choice.label for choice in question.choices}
            if question.kind == QuestionKind.YES_NO:
                yield f"{question.label} {_('Yes') if value else _('No')}."
            else:
                chosen = value if isinstance(value, list) else [value]
                yield f"{question.label} {', '.join(labels.get(one, '') for one in chosen)}."
