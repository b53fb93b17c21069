"""The parts of the settings, in the order the overview shows them."""

from __future__ import annotations

from heard.web.desk.settings.areas import AREAS
from heard.web.desk.settings.articles import ARTICLES
from heard.web.desk.settings.automations.section import AUTOMATIONS
from heard.web.desk.settings.calendars import CALENDARS
from heard.web.desk.settings.consent import RESTRAINTS, TOPICS, WORDINGS
from heard.web.desk.settings.departments import DEPARTMENTS, TEAMS
from heard.web.desk.settings.layers import LAYERS
from heard.web.desk.settings.questionnaires.section import QUESTIONNAIRES
from heard.web.desk.settings.replies import REPLIES
from heard.web.desk.settings.retention import RETENTION
from heard.web.desk.settings.rules import RULES
from heard.web.desk.settings.services import SERVICES
from heard.web.desk.settings.shelves import GROUPS, LIFE_EVENTS
from heard.web.desk.settings.staff import STAFF
from heard.web.desk.settings.workflows.section import WORKFLOWS

_ALL = (
    SERVICES, GROUPS, LIFE_EVENTS, QUESTIONNAIRES, WORKFLOWS, RULES, AUTOMATIONS, REPLIES, ARTICLES, STAFF, TEAMS,
    DEPARTMENTS, CALENDARS, AREAS, LAYERS, TOPICS, WORDINGS, RESTRAINTS, RETENTION,
)  # fmt: skip
SECTIONS = {section.slug: section for section in _ALL}
