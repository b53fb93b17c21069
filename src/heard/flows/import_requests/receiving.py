"""What receives imported cases: a team that only keeps them, and the services they are filed under."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.text import slugify

from heard.domain.catalogue.models import Service, ServiceGroup
from heard.domain.catalogue.operations import add_group, add_service
from heard.domain.teams.models import Calendar, Department, Team
from heard.domain.teams.operations import add_calendar, add_department, add_team
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from heard.domain.cases.operations.importing import ServiceName
    from heard.flows.import_requests.mapping import Mapping

LONGEST_CODE = 60
LONGEST_NAME = 100
IMPORTED = "imported"
# A team needs hours. Nothing imported is due by them; a case that is handed on goes by its new team's.
OFFICE_HOURS = [{"days": ["mon", "tue", "wed", "thu", "fri"], "opens": "09:00", "closes": "17:00"}]


class Receiver:
    """Finds, and unless `strict` makes, what the cases of one import belong to."""

    def __init__(self, mapping: Mapping, *, strict: bool) -> None:
        self._mapping = mapping
        self._strict = strict
        self._services = list(Service.objects.all())
        self._found: dict[ServiceName, Service | None] = {}

    @cached_property
    def team(self) -> Team:
        """The team the mapping names, by its code; otherwise one made for what is imported."""
        code = self._mapping.team or IMPORTED
        team = Team.objects.filter(code=code).first()
        return team or self._make_team(code)

    def services(self, names: Iterable[ServiceName]) -> dict[ServiceName, Service]:
        """The council's service for each name; new ones where there are none, or, if `strict`, none."""
        for name in names:
            if name not in self._found:
                self._found[name] = self._known(*name) or (None if self._strict else self._make_service(*name))
        return {name: service for name, service in self._found.items() if service}

    def _known(self, code: str, name: str) -> Service | None:
        by_code = (service for service in self._services if code and service.code == code)
        by_name = (service for service in self._services if name and service.name.lower() == name.lower())
        return next(by_code, None) or next(by_name, None)

    def _make_service(self, code: str, name: str) -> Service:
        name = (name or code)[:LONGEST_NAME]
        code = slugify(code)[:LONGEST_CODE] or slugify(name)[:LONGEST_CODE] or IMPORTED
        title = self._mapping.group
        group = ServiceGroup.objects.filter(name=title).first() or add_group(
            name=title, code=slugify(title)[:LONGEST_CODE] or IMPORTED, actor=SYSTEM
        )
        service = add_service(group=group, name=name, code=code, actor=SYSTEM, active=self._mapping.services.active)
        self._services.append(service)
        return service

    def _make_team(self, code: str) -> Team:
        department = Department.objects.filter(code=IMPORTED).first() or add_department(
            name="Imported", code=IMPORTED, actor=SYSTEM
        )
        calendar = Calendar.objects.order_by("name").first() or add_calendar(
            name="Imported", zone=self._mapping.zone.key, windows=OFFICE_HOURS, actor=SYSTEM
        )
        name = "Imported" if code == IMPORTED else code
        return add_team(department=department, name=name, code=code, calendar=calendar, actor=SYSTEM)
