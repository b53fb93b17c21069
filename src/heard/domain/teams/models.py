"""Departments, teams, calendars and staff."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.kernel.model import Row


class Calendar(Row):
    """When a team works. `windows`: [{"days": ["mon", …], "opens": "09:00", "closes": "17:00"}, …] in `zone`."""

    name = models.CharField(max_length=100, unique=True)
    zone = models.CharField(max_length=60, default="UTC")
    windows = models.JSONField(default=list)
    holidays_country = models.CharField(max_length=2, blank=True)  # ISO 3166-1, as the `holidays` library knows it
    holidays_subdivision = models.CharField(max_length=10, blank=True)
    closures = models.JSONField(default=list, blank=True)  # local closure days: ["2026-12-24", …]
    # Days with hours of their own: [{"date": "2026-12-23", "opens": "09:00", "closes": "12:00"}, …]
    special_days = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.name


class Department(Row):
    """A part of the council. One that serves everyone (the contact centre) works the cases of all departments."""

    name = models.CharField(max_length=100, unique=True)
    code = models.SlugField(max_length=60, unique=True)
    serves_everyone = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    live = models.BooleanField(default=True, db_default=True)  # residents can ask for its services; before, staff alone

    def __str__(self) -> str:
        return self.name


class Team(Row):
    """Who does the work: a case has one team, and one of its people as owner."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=100)
    code = models.SlugField(max_length=60, unique=True)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="teams")
    active = models.BooleanField(default=True)

    class Meta:
        """A name is unique in its department."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["department", "name"], name="team_name_in_department")
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member of a team does there."""

    AGENT = "agent", _("Agent")
    OFFICER = "officer", _("Officer")
    MANAGER = "manager", _("Manager")


class StaffManager(BaseUserManager["Staff"]):
    """What Django's sign-in asks of a user model."""

    def get_by_natural_key(self, username: str | None) -> Staff:
        """The member of staff with this address, whatever its case."""
        return self.get(email__iexact=username)


class Staff(AbstractBaseUser, Row):
    """A member of staff who signs in at the desk."""

    # Kept in lower case, so that unique means unique.
    email = models.EmailField(unique=True, error_messages={"unique": _("Somebody has this address already")})
    name = models.CharField(max_length=100)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = StaffManager()

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Normalise the address."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)


class Membership(Row):
    """A member of staff in a team, with a role there."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.AGENT)

    class Meta:
        """One role a team."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["staff", "team"], name="membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} in {self.team_id} as {self.role}"
