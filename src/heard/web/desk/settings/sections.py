"""The parts of the settings, in the order the overview shows them."""

from __future__ import annotations

from heard.web.desk.settings.departments import DEPARTMENTS, TEAMS
from heard.web.desk.settings.replies import REPLIES
from heard.web.desk.settings.rules import RULES
from heard.web.desk.settings.services import GROUPS, SERVICES
from heard.web.desk.settings.staff import STAFF

SECTIONS = {section.slug: section for section in (SERVICES, GROUPS, RULES, REPLIES, STAFF, TEAMS, DEPARTMENTS)}
