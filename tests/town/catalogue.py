"""What the town's council offers, and what it asks."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from heard.domain.catalogue.models import Service, ServiceGroup, Target
from heard.domain.questions.models import Question, QuestionKind, Questionnaire


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


class QuestionnaireFactory(DjangoModelFactory):
    """A list without questions."""

    name = factory.Sequence(lambda n: f"Questions {n}")

    class Meta:
        model = Questionnaire


class QuestionFactory(DjangoModelFactory):
    """A short text that may be left out."""

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    code = factory.Sequence(lambda n: f"question-{n}")
    label = factory.Sequence(lambda n: f"Question {n}?")
    kind = QuestionKind.TEXT

    class Meta:
        model = Question
