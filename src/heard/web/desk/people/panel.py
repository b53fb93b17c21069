"""Who this is, in five seconds: what the panel of a resident shows, on their page and beside a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from heard.domain.cases.queries.contacts import contacts_of, known_among
from heard.domain.cases.rules.repeats import Repeats, all_repeats
from heard.domain.people.models import Need
from heard.domain.people.queries.sameness import Suggestion, suggestions_for
from heard.domain.people.rules.likeness import Reason
from heard.domain.people.rules.profiles import PREFERRED_CHANNELS
from heard.web.desk.due import with_due
from heard.web.desk.people.access import may_edit_people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from heard.domain.cases.models import Case
    from heard.domain.people.models import Person
    from heard.domain.people.queries.profile import WholePerson
    from heard.domain.teams.rules.permissions import Standing

CONTACTS_READ = 101
# How they want to be reached stands before what they need to read or hear it.
URGENT_NEEDS = (Need.CALL, Need.WRITE)


@dataclass(frozen=True, slots=True)
class Tag:
    """Something to know before the next word is said."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What the reader may know of a resident."""

    whole: WholePerson
    contacts: list[Case]  # newest first
    suggestions: list[Suggestion]
    linked: set[UUID]  # people of the household and the like whose pages the reader may open
    may_edit: bool

    @property
    def person(self) -> Person:
        """Who stands for all the records."""
        return self.whole.person

    @property
    def seen(self) -> set[UUID]:
        """Their reports that the reader may open."""
        return {case.id for case in self.contacts}

    @property
    def open_contacts(self) -> list[Case]:
        """What waits for us."""
        return [case for case in self.contacts if case.is_open]

    @property
    def closed_contacts(self) -> list[Case]:
        """What is done."""
        return [case for case in self.contacts if not case.is_open]

    @property
    def repeats(self) -> list[Repeats]:
        """What they told us again and again."""
        return all_repeats(self.contacts)

    @property
    def tags(self) -> list[Tag]:
        """Needs and preferences, the most pressing first."""
        return tags_of(self.person)


def panel_of(standing: Standing, whole: WholePerson, *, besides: Case | None = None) -> Panel:
    """The panel; `besides` is the case whose page it stands on."""
    contacts = contacts_of(standing, [whole.person.id])
    if besides:
        contacts = contacts.exclude(pk=besides.pk)
    suggestions = _worth_a_look(whole)
    known = known_among(standing, {one.person.id for one in suggestions} | _beside(whole))
    return Panel(
        whole=whole,
        contacts=with_due(contacts[:CONTACTS_READ]),
        suggestions=[one for one in suggestions if one.person.id in known],
        linked=known,
        may_edit=may_edit_people(standing),
    )


def tags_of(person: Person) -> list[Tag]:
    """What to know before the next word is said: how they want to be reached, in which language, what they need."""
    urgent = [need for need in URGENT_NEEDS if need in person.needs]
    tags = [Tag(str(need.label), "yellow") for need in urgent]
    if person.preferred_channel and not urgent:
        channel = PREFERRED_CHANNELS.get(person.preferred_channel, person.preferred_channel)
        tags.append(Tag(_("Prefers: %(channel)s") % {"channel": channel}, "yellow"))
    if person.language != settings.LANGUAGE_CODE[:2]:
        tags.append(Tag(_("Speaks %(language)s") % {"language": language_name(person.language)}, "blue"))
    tags += [Tag(str(Need(need).label), "purple") for need in person.needs if need not in URGENT_NEEDS]
    if person.contact_hours:
        tags.append(Tag(person.get_contact_hours_display(), "grey"))
    return tags


def language_name(code: str) -> str:
    """As its speakers call it; the code where Django has no name for it."""
    try:
        return str(translation.get_language_info(code)["name_local"])
    except KeyError:
        return code


def _worth_a_look(whole: WholePerson) -> list[Suggestion]:
    """Without those whom only their home speaks for, and who are of it already."""
    home = set(_household(whole))
    found = suggestions_for(whole.person)
    return [one for one in found if not (Reason.HOUSEHOLD in one.reasons and one.person.whole_id in home)]


def _beside(whole: WholePerson) -> set[UUID]:
    """Everybody named on the panel who is somebody else."""
    return (
        set(_household(whole))
        | {one.speaker.whole_id for one in whole.mandates}
        | {one.person.whole_id for one in whole.speaks_for}
    )


def _household(whole: WholePerson) -> Iterable[UUID]:
    return (member.person.whole_id for home in whole.households for member in home.members)
