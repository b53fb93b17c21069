"""What somebody agreed to, in a sentence: "Yes to news and events about libraries, by email: 3 May, by …". Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.consent.models import ConsentChannel, How, Purpose
from heard.kernel.dates import day_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from heard.domain.consent.models import ConsentEntry


def what_in_words(
    *, purpose: str, topic: str = "", department: str = "", channel: str = "", topics: Mapping[str, str]
) -> str:
    """The scope: "News and events: Library events, by email". `topics` names the topics by code."""
    about = [topics.get(topic, topic)] if topic else []
    if department:
        about.append(_("from %(department)s") % {"department": department})
    if channel:
        about.append(_("by %(channel)s") % {"channel": _lower(str(ConsentChannel(channel).label))})
    label = str(Purpose(purpose).label)
    return f"{label}: {', '.join(about)}" if about else label


def entry_in_words(entry: ConsentEntry, *, topics: Mapping[str, str]) -> str:
    """One entry of the ledger: who said yes or no to what, when and where. Its department is fetched."""
    facts = {
        "what": what_in_words(
            purpose=entry.purpose,
            topic=entry.topic,
            department=entry.department.name if entry.department else "",
            channel=entry.channel,
            topics=topics,
        ),
        "day": day_in_words(entry.at),
        "how": How(entry.how).label,
    }
    if entry.given:
        return _("Agreed to “%(what)s” on %(day)s, %(how)s.") % facts
    return _("Said no to “%(what)s” on %(day)s, %(how)s.") % facts


def _lower(label: str) -> str:
    """Inside a sentence."""
    return label[:1].lower() + label[1:]
