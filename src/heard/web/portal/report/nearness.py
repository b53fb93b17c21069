"""Open reports of the same kind around the place of a report in the making."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.cases.queries.nearby import open_cases_near

if TYPE_CHECKING:
    from heard.domain.cases.queries.nearby import NearbyCase
    from heard.web.portal.report.making import Making


def similar_reports(making: Making) -> list[NearbyCase]:
    """What may be the same thing, nearest first. Of a confidential service nobody is told that others reported it,
    and of one that comes to the door nobody is told at whose.
    """
    if making.location is None or making.service is None or making.service.confidential or making.service.at_home:
        return []
    near = open_cases_near(making.service, making.location)
    return [found for found in near if found.case.parent is None or not found.case.parent.is_at_home]
