"""Departments, teams and the people in them."""

from __future__ import annotations

from typing import Any

import factory
from factory.django import DjangoModelFactory

from heard.domain.teams.models import Calendar, Department, Membership, Role, Staff, Team

PASSWORD = "a long walk by the river"
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]


class CalendarFactory(DjangoModelFactory):
    """Nine to five on weekdays, UTC."""

    name = factory.Sequence(lambda n: f"Office hours {n}")
    zone = "UTC"
    windows = factory.LazyFunction(lambda: [{"days": WEEKDAYS, "opens": "09:00", "closes": "17:00"}])

    class Meta:
        model = Calendar


class DepartmentFactory(DjangoModelFactory):
    """A part of the council."""

    name = factory.Sequence(lambda n: f"Department {n}")
    code = factory.Sequence(lambda n: f"department-{n}")

    class Meta:
        model = Department


class TeamFactory(DjangoModelFactory):
    """A team of a department of its own, unless told otherwise."""

    department = factory.SubFactory(DepartmentFactory)
    name = factory.Sequence(lambda n: f"Team {n}")
    code = factory.Sequence(lambda n: f"team-{n}")
    calendar = factory.SubFactory(CalendarFactory)

    class Meta:
        model = Team


class StaffFactory(DjangoModelFactory):
    """Somebody who works here: `StaffFactory(team=…, role=Role.OFFICER)`; with `password=…` they can sign in."""

    name = factory.Sequence(lambda n: f"Staff {n}")
    email = factory.Sequence(lambda n: f"staff{n}@council.example")

    class Meta:
        model = Staff

    @classmethod
    def _create(
        cls,
        model_class: type[Staff],
        *args: Any,
        team: Team | None = None,
        role: str = Role.AGENT,
        password: str | None = None,
        **kwargs: Any,
    ) -> Staff:
        """Hashing is slow on purpose: only who asks for a password gets one."""
        person = model_class(*args, **kwargs)
        if password:
            person.set_password(password)
        else:
            person.set_unusable_password()
        person.save()
        if team:
            Membership.objects.create(staff=person, team=team, role=role)
        return person
