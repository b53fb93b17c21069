"""Reading cases: which ones, in what order, near what. Each list's index stands in models.py."""

from heard.domain.cases.queries.access import case_for, public_case, visible_cases, visible_to, whole_cases
from heard.domain.cases.queries.filters import CaseFilters
from heard.domain.cases.queries.inbox import View, bounded_count, inbox_page, view_counts
from heard.domain.cases.queries.map import Cluster, MapOfCases, map_cells
from heard.domain.cases.queries.nearby import NearbyCase, likely_duplicates, open_cases_near
from heard.domain.cases.queries.pages import Page
from heard.domain.cases.queries.search import case_found_by_number, search_page

__all__ = [
    "CaseFilters",
    "Cluster",
    "MapOfCases",
    "NearbyCase",
    "Page",
    "View",
    "bounded_count",
    "case_for",
    "case_found_by_number",
    "inbox_page",
    "likely_duplicates",
    "map_cells",
    "open_cases_near",
    "public_case",
    "search_page",
    "view_counts",
    "visible_cases",
    "visible_to",
    "whole_cases",
]
