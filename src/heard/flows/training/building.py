"""Building a copy for training in an empty council: set-up, invented staff and residents, the lives of the cases."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from heard.domain.cases.models import Case
from heard.domain.people.operations.past import add_missing_people
from heard.domain.teams.models import Department, Role, Staff, Team
from heard.domain.teams.operations import add_staff
from heard.flows.configuration import apply, plan, read_files
from heard.flows.training.inventing import full_name, mailbox, resident
from heard.flows.training.retelling import Teller
from heard.flows.training.taking import CASES, SETUP, STAFF
from heard.flows.write_history import write_history
from heard.kernel import clock
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from heard.domain.people.models import Person

CASES_PER_RESIDENT = 1.4


@transaction.atomic
def build(files: Mapping[str, bytes], *, password: str) -> int:
    """Build it; how many cases there are. All staff have this password. Refused where a council is at work."""
    if Department.objects.exists() or Staff.objects.exists() or Case.objects.exists():
        raise Refused(_("There is a council here already. A copy for training is built in an empty data folder."))
    if CASES not in files or STAFF not in files:
        raise Refused(_("This folder holds no copy for training. Make one with: heard sandbox export FOLDER"))
    documents = read_files({name.removeprefix(SETUP): files[name] for name in files if name.startswith(SETUP)})
    apply(documents, planned=plan(documents, actor=SYSTEM), actor=SYSTEM)
    random = Random(documents.council)  # noqa: S311 -- believable, not secret
    _add_staff(json.loads(files[STAFF]), password, random)
    return _add_cases(files[CASES], random)


def _add_staff(teams: dict[str, dict[str, int]], password: str, random: Random) -> None:
    """As many of each role as the teams have, and an administrator."""
    hashed = make_password(password)
    rows = {team.code: team for team in Team.objects.all()}
    counted = [(rows[code], role, count) for code, roles in teams.items() for role, count in roles.items()]
    wanted = [(team, role) for team, role, count in counted for _n in range(count)]
    for number, (team, role) in enumerate(wanted, start=1):
        name = full_name(random)
        add_staff(
            email=mailbox(name, number), name=name, password=hashed, roles={team: Role(role)}, actor=SYSTEM
        )  # fmt: skip
    name = _("Training administrator")
    add_staff(email=mailbox("administrator", 0), name=name, password=hashed, roles={}, administrator=True, actor=SYSTEM)


def _add_cases(content: bytes, random: Random) -> int:
    lines = [json.loads(line) for line in content.splitlines() if line.strip()]
    people = _people(round(len(lines) / CASES_PER_RESIDENT), random)
    teller = Teller(now=clock.now(), references=len(lines), random=random)
    lives = [life for line in lines if (life := teller.life(line, random.choice(people)))]
    write_history(
        people=[], identities=[], envelopes=[], consents=[],
        cases=[case for case, _talk in lives], conversations=[talk for _case, talk in lives],
    )  # fmt: skip
    return len(lives)


def _people(count: int, random: Random) -> list[Person]:
    language = settings.LANGUAGE_CODE.partition("-")[0]
    invented = [resident(number, random, language=language) for number in range(max(count, 1))]
    found, _new = add_missing_people(invented)
    return list(found.values())
