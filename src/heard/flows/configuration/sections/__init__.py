"""The sections, one file each theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heard.domain.configuration.rules.shapes import SHAPES
from heard.flows.configuration.sections.areas import Areas
from heard.flows.configuration.sections.automations import Automations
from heard.flows.configuration.sections.calendars import Calendars
from heard.flows.configuration.sections.consent import Restraints, Topics, Wordings
from heard.flows.configuration.sections.departments import Departments, Teams
from heard.flows.configuration.sections.layers import Layers
from heard.flows.configuration.sections.offered import Services
from heard.flows.configuration.sections.questionnaires import Questionnaires
from heard.flows.configuration.sections.retention import Retention
from heard.flows.configuration.sections.rules import Rules
from heard.flows.configuration.sections.shelves import Groups, LifeEvents
from heard.flows.configuration.sections.templates import Templates
from heard.flows.configuration.sections.workflows import Workflows

if TYPE_CHECKING:
    from heard.flows.configuration.section import Section

_ALL: tuple[Section, ...] = (
    Areas(), Automations(), Calendars(), Departments(), Groups(), Layers(), LifeEvents(), Questionnaires(),
    Restraints(), Retention(), Rules(), Services(), Teams(), Templates(), Topics(), Wordings(), Workflows(),
)  # fmt: skip
_BY_NAME = {section.shape.name: section for section in _ALL}
SECTIONS: dict[str, Section] = {name: _BY_NAME[name] for name in SHAPES}  # in the order in which they are applied
