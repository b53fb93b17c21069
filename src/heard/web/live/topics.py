"""What a member of staff may listen to. Events carry ids and codes only, yet that a case exists is news as well."""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from heard.domain.cases.queries.access import readable_cases
from heard.domain.teams.rules.permissions import Standing

FOR_ALL_STAFF = {"inbox", "sorting"}
MOST_TOPICS = 20


def permitted_topics(standing: Standing, wanted: Iterable[str]) -> tuple[str, ...]:
    """Those of the wanted topics that this reader may hear, in their order."""
    topics = list(dict.fromkeys(wanted))[:MOST_TOPICS]
    cases = {f"case:{case}" for case in _visible([topic for topic in topics if topic.startswith("case:")], standing)}
    own = {f"staff:{standing.staff_id}"} | {f"team:{team}" for team in standing.teams}
    return tuple(topic for topic in topics if topic in FOR_ALL_STAFF | own | cases)


def _visible(topics: list[str], standing: Standing) -> list[UUID]:
    ids = []
    for topic in topics:
        with suppress(ValueError):
            ids.append(UUID(topic.removeprefix("case:")))
    return list(readable_cases(standing).filter(pk__in=ids).values_list("pk", flat=True)) if ids else []
