"""How long segments take to count: `HEARD_DATA=/some/empty/folder python -m bench segments [--people 1000000]`.

People are made in the database itself and carry no names: counting reads none. A folder that has people is asked as
it is.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from typing import Any

from bench.ground import make_ready

make_ready()

from django.core.management import call_command  # noqa: E402 -- after the settings are there
from django.db import connection  # noqa: E402

from heard.domain.catalogue.models import Service, ServiceGroup  # noqa: E402
from heard.domain.people.models import Person, Topic  # noqa: E402
from heard.domain.places.models import Area  # noqa: E402
from heard.domain.segments.queries import people as segment_people  # noqa: E402
from heard.domain.segments.queries.people import number_of, people_who  # noqa: E402

CONDITIONS: dict[str, dict[str, Any]] = {
    "everybody": {},
    "area_and_language": {"all": [{"field": "area", "is": "area-3"}, {"field": "language", "is": "es"}]},
    "interest": {"field": "interest", "is": "libraries"},
    "no_need": {"field": "need", "is_empty": True},
    "verified_email": {"field": "verified_email", "is": True},
    "household_of_four": {"field": "household_size", "at_least": 4},
    "children": {"field": "children", "is": True},
    "three_reports_in_90_days": {"field": "reports.any.90d", "at_least": 3},
    "never_reported": {"field": "reports.any", "at_most": 0},
    "silent_for_a_year": {"field": "last_report", "less_than": "365d"},
    "none_of_three": {
        "none": [
            {"field": "interest", "is": "libraries"},
            {"field": "verified_email", "is": False},
            {"field": "open_report", "is": True},
        ]
    },
}
# Three in ten live in homes of up to five, seven in ten have an address, one in eight reported something, one record in
# 200 was merged into the one before it. Foreign keys are right by the way they are made: they are not checked again.
TOWN = """
SET session_replication_role = replica;
CREATE TEMP TABLE new_person AS SELECT n, uuidv7() AS id FROM generate_series(1, %(people)s) n;
CREATE INDEX ON new_person (n);
INSERT INTO people_person (id, created_at, updated_at, key, kind, name, details, tokens, whole_id, language,
    other_languages, preferred_channel, contact_hours, needs, interests, age_band, area_id)
  SELECT p.id, now() - (p.n %% 2000) * interval '1 day', now(), '',
    CASE WHEN p.n %% 50 = 0 THEN 'organisation' ELSE 'person' END, '', '', '{}', COALESCE(b.id, p.id),
    (ARRAY['en','en','en','es','zh-hans'])[1 + p.n %% 5], '{}', '', '',
    CASE WHEN p.n %% 25 = 0 THEN ARRAY['large_print'] ELSE '{}'::text[] END,
    CASE WHEN p.n %% 3 = 0 THEN ARRAY['libraries'] ELSE '{}'::text[] END,
    (ARRAY['','25-44','45-64','80+'])[1 + p.n %% 4], (%(areas)s::uuid[])[1 + p.n %% 10]
  FROM new_person p LEFT JOIN new_person b ON p.n %% 200 = 0 AND b.n = p.n - 1;
INSERT INTO people_merge (id, created_at, kept_id, other_id, reasons)
  SELECT uuidv7(), now(), whole_id, id, '[]' FROM people_person WHERE whole_id <> id;
INSERT INTO people_identity (id, created_at, person_id, kind, value, key, assurance)
  SELECT uuidv7(), now(), id, 'email', '', md5(n::text),
    CASE WHEN n %% 2 = 0 THEN 'verified' ELSE 'unverified' END
  FROM new_person WHERE n %% 10 < 7;
CREATE TEMP TABLE new_home AS SELECT n, uuidv7() AS id FROM generate_series(0, %(people)s / 10) n;
CREATE INDEX ON new_home (n);
INSERT INTO people_household (id, created_at, key, name, address, address_key, language)
  SELECT id, now(), '', '', '', '', '' FROM new_home;
INSERT INTO people_member (id, created_at, household_id, person_id, role, lives_elsewhere)
  SELECT uuidv7(), now(), h.id, p.id,
    CASE WHEN p.n %% 10 = 0 THEN 'head' WHEN p.n %% 10 = 2 THEN 'child' ELSE 'other' END, false
  FROM new_person p JOIN new_home h ON h.n = p.n / 10 WHERE p.n %% 10 < 1 + p.n / 10 %% 5;
INSERT INTO cases_case (id, created_at, reference, status, outcome, outcome_note, priority, origin, confidential,
    description, answers, address, routing, reported_at, updated_at, reopened, source, source_id, service_id, person_id)
  SELECT uuidv7(), now(), 'B-' || p.n || '-' || k, CASE WHEN p.n %% 3 = 0 THEN 'received' ELSE 'closed' END,
    CASE WHEN p.n %% 3 = 0 THEN '' ELSE 'fixed' END, '', 'normal', 'web', false, '', '{}', '', '{}',
    now() - (p.n * k %% 900) * interval '1 day', now(), 0, '', '', %(service)s, p.id
  FROM new_person p CROSS JOIN generate_series(1, 4) k WHERE p.n %% 8 = 0 AND k <= 1 + p.n %% 5;
SET session_replication_role = DEFAULT;
VACUUM ANALYZE
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=1_000_000, help="so many are made in an empty folder")
    options.add_argument("--calls", type=int, default=5)
    options.add_argument("--plans", action="store_true", help="say how each is counted")
    options.add_argument("--json", action="store_true", help="one JSON object a line")
    arguments = options.parse_args()
    call_command("migrate", verbosity=0)
    if not Person.objects.exists():
        _fill(arguments.people)
    for name, condition in CONDITIONS.items():
        if arguments.plans:
            print(name, people_who(condition).explain(analyze=True), sep="\n")
        result = _measured(name, condition, arguments.calls)
        print(json.dumps(result) if arguments.json else "  ".join(f"{key} {value}" for key, value in result.items()))


def _fill(people: int) -> None:
    box = {"west": 0, "south": 0, "east": 1, "north": 1, "geometry": {}}
    areas = [Area.objects.create(code=f"area-{n}", name=f"Area {n}", **box) for n in range(10)]
    group = ServiceGroup.objects.create(name="Streets", code="streets")
    service = Service.objects.create(code="pothole", name="Pothole", group=group)
    Topic.objects.create(code="libraries", name="Libraries")
    values = {"people": people, "areas": [area.id for area in areas], "service": service.id}
    with connection.cursor() as cursor:
        for statement in TOWN.split(";\n"):
            cursor.execute(statement, values if "%%" in statement or "%(" in statement else None)


def _measured(name: str, condition: dict[str, Any], calls: int) -> dict[str, Any]:
    times, number = [], None
    for _call in range(calls):
        began = time.perf_counter()
        number = number_of(people_who(condition))
        times.append((time.perf_counter() - began) * 1000)
    return {
        "name": f"segment_{name}",
        "unit": "ms",
        "p50": round(statistics.median(times), 1),
        "worst": round(max(times), 1),
        "people": number,
        "patience": segment_people.PATIENCE_MS,
    }


if __name__ == "__main__":
    main()
