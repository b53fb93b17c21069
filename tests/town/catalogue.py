"""What the town's council offers, and what it asks."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import factory
from factory.django import DjangoModelFactory

from heard.domain.catalogue.models import Service, ServiceGroup, Target
from heard.domain.questions.operations import add_questionnaire
from heard.kernel.actor import SYSTEM

if TYPE_CHECKING:
    from heard.domain.questions.models import Questionnaire


class ServiceGroupFactory(DjangoModelFactory):
    """A shelf."""

    name = factory.Sequence(lambda n: f"Shelf {n}")
    code = factory.Sequence(lambda n: f"shelf-{n}")

    class Meta:
        model = ServiceGroup


class ServiceFactory(DjangoModelFactory):
    """A service that needs a place and nobody's name."""

    group = factory.SubFactory(ServiceGroupFactory)
    name = factory.Sequence(lambda n: f"Service {n}")
    code = factory.Sequence(lambda n: f"service-{n}")

    class Meta:
        model = Service


class TargetFactory(DjangoModelFactory):
    """A day to answer, five working days to do it."""

    service = factory.SubFactory(ServiceFactory)
    first_response = "8h"
    resolution = "5d"

    class Meta:
        model = Target


_numbers = count(1)


def questionnaire(definition: dict[str, Any] | None = None, **pages: Any) -> Questionnaire:
    """A questionnaire that is asked now."""
    return add_questionnaire(name=f"Questions {next(_numbers)}", definition=definition or pages, actor=SYSTEM)


def asking(*questions: dict[str, Any]) -> Questionnaire:
    """One page with these questions; what a question does not say is a short text that may be left out."""
    whole = [{"kind": "text", "label": f"{question['code']}?"} | question for question in questions]
    return add_questionnaire(name=f"Questions {next(_numbers)}", questions=whole, actor=SYSTEM)
