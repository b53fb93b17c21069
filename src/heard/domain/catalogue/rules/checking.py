"""What must fit together in the columns of a service. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.catalogue.rules.seasons import read_day
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service

OLDEST = 120


def check_service(service: Service) -> None:
    """Refuse what contradicts itself, with a sentence for each column that needs another value."""
    if wrong := _season(service) | _ages(service) | _information(service):
        raise InvalidInput(wrong)


def _season(service: Service) -> dict[str, str]:
    if bool(service.season_from) != bool(service.season_until):
        missing = "season_until" if service.season_from else "season_from"
        return {missing: _("Give both days, or neither.")}
    return {
        name: _("Write the day as month and day, such as 04-01 for 1 April.")
        for name in ("season_from", "season_until")
        if getattr(service, name) and not _is_day(getattr(service, name))
    }


def _is_day(text: str) -> bool:
    try:
        return f"{read_day(text):%m-%d}" == text
    except ValueError:
        return False


def _ages(service: Service) -> dict[str, str]:
    ages = {"age_from": service.age_from, "age_until": service.age_until}
    wrong = {
        name: _("Enter an age up to %(oldest)s.") % {"oldest": OLDEST}
        for name, age in ages.items()
        if age is not None and age > OLDEST
    }
    youngest, oldest = service.age_from, service.age_until
    if not wrong and youngest is not None and oldest is not None and oldest < youngest:
        wrong["age_until"] = _("Enter the same age as the youngest, or an older one.")
    return wrong


def _information(service: Service) -> dict[str, str]:
    if service.information_only and not service.information.strip():
        return {"information": _("Write what residents should know: there is nothing else on its page.")}
    return {}
