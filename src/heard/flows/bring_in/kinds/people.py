"""Residents and organisations, with how to reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from heard.domain.people.models import IdentityKind, PersonKind
from heard.domain.people.operations.past import PastPerson, add_missing_people
from heard.domain.people.rules.contact_points import comparable
from heard.flows.bring_in.kinds.kind import Column, Kind, at_most, is_yes, needs
from heard.flows.import_files.row import RowTrouble
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from heard.kernel.actor import Actor

LONGEST_LANGUAGE = 10
LONGEST_NAME = 200


class People(Kind):
    """Found again by their number in the old system. Nobody is written to, and nobody agrees to anything by this."""

    code = "people"
    columns = (
        Column(
            "id", _("Their number in the old system"), ("id", "customer id", "contact id", "person id"), needed=True
        ),
        Column("name", _("Name"), ("name", "full name", "fullname", "contact name", "customer name")),
        Column("first_name", _("First name"), ("first name", "firstname", "forename", "given name")),
        Column("last_name", _("Last name"), ("last name", "lastname", "surname", "family name")),
        Column("email", _("Email"), ("email", "e-mail", "email address", "mail")),
        Column("phone", _("Phone"), ("phone", "mobile", "telephone", "phone number", "mobile phone")),
        Column("address", _("Postal address"), ("address", "postal address", "street address", "full address")),
        Column("language", _("Language (a code such as en)"), ("language", "locale", "preferred language")),
        Column(
            "organisation", _("Is an organisation (yes or no)"), ("organisation", "organization", "is organisation")
        ),
    )

    def read(self, cells: Mapping[str, str], *, source: str) -> PastPerson:
        """Somebody with a name, or a way to be reached that is one."""
        number = at_most(needs(cells, "id", "number that tells this person from others"), 60, "id")
        name = cells.get("name", "").strip() or " ".join(
            part for key in ("first_name", "last_name") if (part := cells.get(key, "").strip())
        )
        email, phone = (_reached(kind, cells) for kind in (IdentityKind.EMAIL, IdentityKind.PHONE))
        if not (name or email or phone):
            raise RowTrouble("nobody", "This row has no name, no email address and no phone number.")
        kind = PersonKind.ORGANISATION if is_yes(cells.get("organisation", "")) else PersonKind.PERSON
        language = cells.get("language", "").strip().replace("_", "-").lower()[:LONGEST_LANGUAGE]
        return PastPerson(
            f"{source}:{number}", name=at_most(name, LONGEST_NAME, "name"), email=email, phone=phone,
            address=cells.get("address", "").strip(), language=language or settings.LANGUAGE_CODE[:2], kind=kind,
        )  # fmt: skip

    def write(self, items: Sequence[Any], *, source: str, actor: Actor) -> int:  # noqa: ARG002 -- the accounts name it
        """Those not known by their number."""
        _people, new = add_missing_people(items)
        return new


def _reached(kind: IdentityKind, cells: Mapping[str, str]) -> str:
    """An address or number that is one; a sentence where it is none: better mended now than found missing later."""
    text = cells.get(kind.value, "").strip()
    try:
        return text if text and comparable(kind, text, region=settings.HEARD_REGION) else ""
    except InvalidInput as error:
        raise RowTrouble(f"broken {kind.value}", f"“{text}”: {error.sentence}") from error
