"""The copy as a document to read: who we think you are, what you asked and what was said, who looked."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heard.domain.cases.models import Outcome, Status
from heard.domain.consent.models import ConsentChannel
from heard.domain.consent.models import Purpose as ConsentPurpose
from heard.domain.people.models import AgeBand, Assurance, CautionKind, HouseholdRole, IdentityKind, MandateKind, Need
from heard.domain.privacy.models import RequestKind, RequestState
from heard.domain.privacy.rules.purposes import Purpose
from heard.flows.export_person.gathering import SOMEBODY_ELSE
from heard.kernel import clock
from heard.kernel.dates import day_in_words, moment_in_words
from heard.kernel.documents import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Row = dict[str, Any]


def readable(data: dict[str, Any], *, language: str) -> bytes:
    """The PDF, in the person's language where we have it."""
    with translation.override(language if language in dict(settings.LANGUAGES) else None):
        title = _("What %(council)s knows about you") % {"council": data["council"]}
        paper = Document(
            title, language=translation.get_language() or "en", author=data["council"], made_at=clock.now()
        )
        paper.paragraph(_("Made on %(moment)s.") % {"moment": _moment(data["made_at"])})
        for part, heading, write in _CHAPTERS:
            rows = data[part]
            if rows:
                paper.heading(str(heading()))
                for row in rows:
                    write(paper, row)
        _held_back(paper, data)
        return paper.finished()


def _record(paper: Document, row: Row) -> None:
    needs = ", ".join(str(Need(need).label) for need in row["needs"] if need in Need)
    details = [(_detail_name(key), _detail(value)) for key, value in row["details"].items()]
    paper.facts(
        _known(
            [
                (_("Name"), row["name"]),
                *details,
                (_("Language"), _language(row["language"])),
                (_("Other languages"), _said([_language(code) for code in row["other_languages"]])),
                (_("Area"), row["area"]),
                (_("What you need"), needs),
                (_("Interests"), _said(row["interest_names"])),
                (_("Age"), str(AgeBand(row["age_band"]).label) if row["age_band"] else ""),
                (_("Since"), _moment(row["created_at"])),
            ]
        )
    )
    paper.line()


def _identity(paper: Document, row: Row) -> None:
    assurance = str(Assurance(row["assurance"]).label)
    paper.facts([(f"{IdentityKind(row['kind']).label} ({assurance})", row["value"])])


def _household(paper: Document, row: Row) -> None:
    left = _("until %(day)s") % {"day": _moment(row["left_at"])} if row["left_at"] else ""
    paper.facts(
        [(" ".join(filter(None, (str(HouseholdRole(row["role"]).label), left))), row["household_address"] or "–")]
    )


def _mandate(paper: Document, row: Row) -> None:
    speaks = row["speaker"] != SOMEBODY_ELSE
    words = _("You speak for somebody else") if speaks else _("Somebody else may speak for you")
    until = _("until %(day)s") % {"day": _day(row["until"])} if row["until"] else ""
    paper.facts([(str(MandateKind(row["kind"]).label), " ".join(filter(None, (words, until))))])


def _note(paper: Document, row: Row) -> None:
    paper.facts([(_("Noted by: %(who)s") % {"who": row["author"] or _("A member of staff")}, row["text"])])


def _caution(paper: Document, row: Row) -> None:
    paper.facts(
        [(_("Looked at again on %(day)s") % {"day": _day(row["review_on"])}, str(CautionKind(row["kind"]).label))]
    )


def _consent(paper: Document, row: Row) -> None:
    given = _("You agreed") if row["given"] else _("You took it back, or said no")
    channel = str(ConsentChannel(row["channel"]).label) if row["channel"] else ""
    scope = ", ".join(filter(None, (row["department_name"], row["topic_name"], channel)))
    label = " ".join((str(ConsentPurpose(row["purpose"]).label), f"({scope})" if scope else ""))
    paper.facts([(label.strip(), f"{given}: {_moment(row['at'])}")])


def _case(paper: Document, row: Row) -> None:
    ended = str(Outcome(row["outcome"]).label) if row["outcome"] else ""
    paper.facts(
        _known(
            [
                (row["reference"], row["service_name"]),
                (_("Reported"), _moment(row["reported_at"])),
                (_("Where"), row["address"]),
                (_("Where it stands"), " – ".join(filter(None, (str(Status(row["status"]).label), ended)))),
                (_("Team"), row["team_name"]),
                (_("About"), row["description"]),
            ]
        )
    )
    paper.line()


def _message(paper: Document, row: Row) -> None:
    who = {
        "in": _("You"),
        "out": row["staff"] or _("The council, by itself"),
        "note": _("Internal note: %(who)s") % {"who": row["staff"] or _("A member of staff")},
    }[row["direction"]]
    label = " · ".join(filter(None, (who, _moment(row["sent_at"]), row["subject"])))
    paper.facts([(label, row["text"] or row["full_text"] or "–")])


def _file(paper: Document, row: Row) -> None:
    paper.paragraph(row["name"])


def _request(paper: Document, row: Row) -> None:
    label = f"{RequestKind(row['kind']).label} · {_moment(row['asked_at'])}"
    paper.facts(
        [(label, " – ".join(filter(None, (str(RequestState(row["state"]).label), row["details"], row["answer"]))))]
    )


def _look(paper: Document, row: Row) -> None:
    what_for = str(Purpose(row["purpose"]).label) if row["purpose"] in Purpose else _("No purpose was given")
    paper.facts([(f"{_moment(row['at'])} · {row['by']}", what_for)])


def _held_back(paper: Document, data: dict[str, Any]) -> None:
    paper.heading(_("What is not in this copy"))
    for sentence in data["held_back"].values():
        paper.paragraph(str(sentence))
    if data["files_left_out"]:
        paper.paragraph(
            _("Files that are too large, or gone: %(names)s") % {"names": ", ".join(data["files_left_out"])}
        )
    paper.paragraph(_("data.json holds the same for machines, and what happened step by step."), quiet=True)


# Each part that people read, in the order they read it. The rest stands in data.json.
_CHAPTERS: tuple[tuple[str, Callable[[], str], Callable[[Document, Row], None]], ...] = (
    ("records", lambda: _("Who you are"), _record),
    ("identities", lambda: _("How to reach you"), _identity),
    ("households", lambda: _("Your households"), _household),
    ("mandates", lambda: _("Who may speak for whom"), _mandate),
    ("notes", lambda: _("What we noted about you"), _note),
    ("cautions", lambda: _("What our staff are asked to take care of"), _caution),
    ("consents", lambda: _("What you agreed to"), _consent),
    ("cases", lambda: _("What you reported or asked"), _case),
    ("messages", lambda: _("What was said"), _message),
    ("attachments", lambda: _("Files, in the folder “files”"), _file),
    ("requests", lambda: _("What you asked about your data"), _request),
    ("looks", lambda: _("Who looked at your details"), _look),
)


def _known(rows: list[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    return ((label, text) for label, text in rows if text)


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _language(code: str) -> str:
    """In the reader's words; the code where nobody has named it."""
    try:
        return str(translation.get_language_info(code)["name_translated"]).capitalize()
    except KeyError:
        return code


def _detail_name(key: str) -> str:
    names = {
        "other_names": _("Other names"),
        "birth_date": _("Date of birth"),
        "pronouns": _("Pronouns"),
        "role": _("Role"),
    }
    return names.get(key) or key.replace("_", " ").capitalize()


def _detail(value: Any) -> str:
    day = _date(value) if isinstance(value, str) else None
    return date_format(day, "j F Y") if day else _said(value)


def _date(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # it looks like a date, and is none
        return None


def _moment(text: str | None) -> str:
    moment = parse_datetime(text) if text else None
    return moment_in_words(moment) if moment else ""


def _day(text: str | None) -> str:
    day: date | None = parse_date(text) if text else None
    return day_in_words(datetime(day.year, day.month, day.day, 12, tzinfo=clock.now().tzinfo)) if day else ""
