"""The sample council's set-up, read from the TOML files of set_up/: who works there, what it offers, who gets what."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from heard.cli.sample.agreeing import set_up_consent
from heard.cli.sample.places import sample_addresses, sample_areas
from heard.cli.sample.segments import set_up_segments
from heard.domain.catalogue.operations import add_group, add_service, add_target
from heard.domain.conversations.operations.templates import add_template
from heard.domain.places.operations import import_addresses, import_areas
from heard.domain.questions.operations import add_questionnaire
from heard.domain.routing.operations import add_rule
from heard.domain.teams.operations import add_calendar, add_department, add_staff, add_team
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from heard.domain.catalogue.models import Service, ServiceGroup
    from heard.domain.questions.models import Questionnaire
    from heard.domain.teams.models import Team

FOLDER = Path(__file__).with_name("set_up")
MAIL_DOMAIN = "fairmere.example"


@dataclass(slots=True)
class SetUp:
    """What was set up, by code."""

    teams: dict[str, Team] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)


@transaction.atomic
def set_up_council(*, seed: int, password: str) -> SetUp:
    """Everything the settings pages show. All staff have this password, and none can sign in where it is empty."""
    done = SetUp()
    import_areas(actor=SYSTEM, areas=sample_areas())
    import_addresses(actor=SYSTEM, rows=sample_addresses(seed=seed))
    _set_up_teams(_read("teams"), done, password)
    for group in _read("services")["groups"]:
        shelf = add_group(name=group["name"], code=group["code"], icon=group["icon"], actor=SYSTEM)
        for service in group["services"]:
            done.services[service["code"]] = _set_up_service(service, shelf)
    for rule in _read("rules")["rules"]:
        add_rule(**rule | {"team": done.teams[rule["team"]]}, actor=SYSTEM)
    for template in _read("templates")["templates"]:
        service = done.services[template["service"]] if "service" in template else None
        add_template(**template | {"service": service}, actor=SYSTEM)
    set_up_consent()
    set_up_segments()
    return done


def demo_sign_ins() -> dict[str, str]:
    """The address to sign in with, for each part somebody may want to play."""
    return {one["demo"]: _address(one) for one in _read("teams")["staff"] if "demo" in one}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _set_up_teams(data: dict[str, Any], done: SetUp, password: str) -> None:
    zone, hashed = settings.TIME_ZONE, make_password(password or None)
    calendars = {one["name"]: add_calendar(**one, zone=zone, actor=SYSTEM) for one in data["calendars"]}
    for department in data["departments"]:
        teams = department.pop("teams")
        row = add_department(**department, actor=SYSTEM)
        for team in teams:
            calendar = calendars[team["calendar"]]
            done.teams[team["code"]] = add_team(**team | {"calendar": calendar}, department=row, actor=SYSTEM)
    for one in data["staff"]:
        add_staff(
            email=_address(one),
            name=one["name"],
            password=hashed,
            roles={done.teams[code]: role for code, role in one["teams"].items()},
            administrator=one.get("administrator", False),
            actor=SYSTEM,
        )


def _address(staff: dict[str, Any]) -> str:
    return f"{staff['email']}@{MAIL_DOMAIN}"


def _set_up_service(columns: dict[str, Any], group: ServiceGroup) -> Service:
    targets, questions = columns.pop("targets"), columns.pop("questions", [])
    columns["words"] = "\n".join(columns["words"])
    asked = _set_up_questions(columns["name"], questions) if questions else None
    service = add_service(group=group, questionnaire=asked, actor=SYSTEM, **columns)
    for priority, (first_response, resolution) in targets.items():
        code = "" if priority == "any" else priority
        add_target(service=service, priority=code, first_response=first_response, resolution=resolution, actor=SYSTEM)
    return service


def _set_up_questions(name: str, questions: list[dict[str, Any]]) -> Questionnaire:
    for question in questions:
        choices = question.get("choices", {})
        question["choices"] = [{"code": code, "label": label} for code, label in choices.items()]
    return add_questionnaire(name=name, questions=questions, actor=SYSTEM)
