"""Data to measure on: Boston's requests, repeated to a million, in a council that works on them.

`HEARD_DATA=… python -m bench.prepare --boston [--times 5]`. Each repetition is moved a little in time and space and
belongs to another department. What is open gets teams, owners and dates; the newest cases get conversations.
Not run twice on one folder: it begins with an empty one.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import random
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bench.ground import make_ready

make_ready()

from django.core.management import call_command  # noqa: E402 -- after the settings are there
from django.db import connection  # noqa: E402
from tqdm import tqdm  # noqa: E402

from heard.domain.cases.models import Case  # noqa: E402
from heard.domain.conversations.models import Conversation, Direction, Message  # noqa: E402
from heard.domain.places.operations import import_areas  # noqa: E402
from heard.domain.places.rules.boundary_files import read_boundaries  # noqa: E402
from heard.domain.teams.models import Department, Role, Team  # noqa: E402
from heard.domain.teams.operations import add_calendar, add_department, add_staff, add_team  # noqa: E402
from heard.domain.vault.locks import new_locks  # noqa: E402
from heard.domain.vault.operations import make_first_key  # noqa: E402
from heard.flows.import_requests import import_requests, load_mapping  # noqa: E402
from heard.flows.import_requests.mapping import SHIPPED  # noqa: E402
from heard.kernel.actor import SYSTEM  # noqa: E402
from heard.kernel.copying import copy_in  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHARED = Path(os.environ.get("HEARD_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"
BOSTON = SHARED / "boston_open311" / "requests_2008_2017.csv.gz"
NEIGHBOURHOODS = SHARED / "boundaries" / "boston_neighborhoods.geojson.gz"
TEAMS_A_DEPARTMENT = 4
PEOPLE_A_TEAM = 3
SHIFT = timedelta(hours=37)
JITTER_DEGREES = 0.0004  # some 40 metres
WITH_CONVERSATION = 20_000
CONVERSATIONS_AT_ONCE = 1_000

# What is open is worked on: by one of its department's teams, mostly by somebody, mostly with dates.
WORK = """
WITH open AS (
    SELECT c.id, random() AS dated, random() AS owned, random() AS said,
           (SELECT t.id FROM teams_team t WHERE t.department_id = c.department_id AND c.id IS NOT NULL
            ORDER BY random() LIMIT 1) AS team_id
    FROM cases_case c WHERE c.status <> 'closed'
), worked AS (
    SELECT open.*, (SELECT m.staff_id FROM teams_membership m WHERE m.team_id = open.team_id AND open.owned < 0.7
                    ORDER BY random() LIMIT 1) AS owner_id
    FROM open
)
UPDATE cases_case c SET
    team_id = worked.team_id,
    owner_id = worked.owner_id,
    status = CASE WHEN worked.owner_id IS NULL THEN 'received' WHEN said < 0.2 THEN 'waiting' ELSE 'in_progress' END,
    respond_by = CASE WHEN worked.owner_id IS NULL AND dated < 0.5 THEN now() + (random() - 0.1) * interval '5 day' END,
    resolve_by = CASE WHEN dated < 0.9 THEN now() + (random() - 0.1) * interval '60 days' END
FROM worked WHERE worked.id = c.id
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--boston", action="store_true", required=True, help="Boston's requests of 2008 to 2017")
    options.add_argument("--times", type=int, default=5, help="how often they are repeated")
    options.add_argument("--limit", type=int, help="only so many requests each time")
    arguments = options.parse_args()
    call_command("migrate", verbosity=0)
    make_first_key()
    if Department.objects.exists():
        sys.exit("This data folder has a council already. Choose an empty one: HEARD_DATA=/some/empty/folder")
    import_areas(actor=SYSTEM, areas=read_boundaries(gzip.decompress(NEIGHBOURHOODS.read_bytes())))
    teams = list(council(arguments.times))
    mapping = load_mapping(SHIPPED / "open311.toml")
    for number, team in enumerate(teams):
        file = BOSTON if number == 0 else repetition(number)
        with tqdm(total=file.stat().st_size, unit="B", unit_scale=True, desc=f"{number + 1} of {len(teams)}") as bar:
            began = time.monotonic()
            counts = import_requests(
                file,
                mapping=replace(mapping, source=f"boston-{number}", team=team.code),
                reject=lambda _, reason: sys.exit(reason),
                progress=bar.update,
                limit=arguments.limit,
            )
        print(f"{counts.created} cases, {counts.created / (time.monotonic() - began):.0f} a second", file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute(WORK)
        converse(WITH_CONVERSATION)
        cursor.execute("VACUUM ANALYZE")


def converse(count: int) -> None:
    """The newest cases were talked about: five messages each, sealed as they would be."""
    for cases in batched(Case.objects.order_by("-reported_at")[:count], CONVERSATIONS_AT_ONCE):
        talks = [
            Conversation(key=lock, case=case, channel="web", created_at=case.reported_at)
            for case, lock in zip(cases, new_locks(len(cases)), strict=True)
        ]
        copy_in(talks)
        copy_in([said for talk in talks for said in said_in(talk)])


def said_in(talk: Conversation) -> Iterator[Message]:
    """The report, an acknowledgement, a note, an answer and an answer back."""
    for number, direction in enumerate((Direction.IN, Direction.OUT, Direction.NOTE, Direction.IN, Direction.OUT)):
        at = talk.created_at + number * timedelta(hours=5)
        text = talk.case.description if talk.case else ""
        yield Message(
            conversation=talk, direction=direction, channel="email", text=text, sent_at=at, created_at=at,
            acknowledgement=number == 1,
        )  # fmt: skip


def batched(rows: Iterable[Case], size: int) -> Iterator[list[Case]]:
    """In lists of so many."""
    rows = iter(rows)
    while some := list(islice(rows, size)):
        yield some


def council(departments: int) -> Iterator[Team]:
    """As many departments, each with its teams and people; the first team of each. And a contact centre."""
    weekdays = [{"days": ["mon", "tue", "wed", "thu", "fri"], "opens": "09:00", "closes": "17:00"}]
    calendar = add_calendar(name="Office hours", zone="America/New_York", windows=weekdays, actor=SYSTEM)
    for number in range(departments + 1):
        centre = number == departments
        code = "contact-centre" if centre else f"department-{number}"
        department = add_department(name=code.title(), code=code, serves_everyone=centre, actor=SYSTEM)
        made: list[Team] = []
        for place in range(1 if centre else TEAMS_A_DEPARTMENT):
            code = f"{department.code}-{place}"
            team = add_team(department=department, name=code.title(), code=code, calendar=calendar, actor=SYSTEM)
            made.append(team)
            for person in range(PEOPLE_A_TEAM):
                name = f"{team.name} {person}"
                email = f"{team.code}-{person}@council.example"
                add_staff(email=email, name=name, password="!", roles={team: Role.AGENT}, actor=SYSTEM)  # noqa: S106 -- no password matches it
        if not centre:
            yield made[0]


def repetition(number: int) -> Path:
    """Boston's requests once more, a little later and a few metres away, in a file of the data folder."""
    chance = random.Random(number)
    file = Path(os.environ["HEARD_DATA"]) / f"boston-{number}.csv"
    with gzip.open(BOSTON, "rt", newline="") as source, file.open("w", newline="") as out:
        rows = csv.DictReader(source)
        writer = csv.DictWriter(out, rows.fieldnames or [])
        writer.writeheader()
        for row in rows:
            for column in ("requested_datetime", "updated_datetime"):
                row[column] = (datetime.fromisoformat(row[column]) + number * SHIFT).isoformat()
            for column in ("lat", "long"):
                row[column] = repr(float(row[column]) + chance.uniform(-JITTER_DEGREES, JITTER_DEGREES))
            writer.writerow(row)
    return file


if __name__ == "__main__":
    main()
