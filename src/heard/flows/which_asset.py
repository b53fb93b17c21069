"""Which of the council's things a report is about, and the open case about it that the report joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from heard.domain.assets.operations import held
from heard.domain.assets.queries import asset_in
from heard.domain.cases.operations import merging
from heard.domain.cases.queries.assets import open_fault_of
from heard.domain.questions.models import QuestionKind
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from heard.domain.assets.models import Asset
    from heard.domain.cases.models import Case
    from heard.domain.catalogue.models import Service
    from heard.domain.questions.rules.definition import Definition


def which_asset(service: Service, *, code: str, definition: Definition, answers: Mapping[str, object]) -> Asset | None:
    """The thing chosen for the service, or in the first question that asks for one. InvalidInput where none has its
    code. Where each has one open case, it is held until the transaction ends: two reports at once then meet.
    """
    for field, layer, written in _named(service, code, definition, answers):
        asset = asset_in(layer, written)
        if asset is None:
            raise InvalidInput({field: _("We know nothing here with the number %(code)s.") % {"code": written}})
        return held(asset) if asset.layer.one_open_fault else asset
    return None


def join_open_fault(case: Case) -> Case:
    """The case as it is now: merged into the open one about the same thing, where there is one."""
    if case.asset is None or not case.asset.layer.one_open_fault or case.confidential:
        return case
    into = open_fault_of(case.asset, besides=case)
    return merging.merge(case, into=into, actor=SYSTEM) if into else case


def _named(
    service: Service, code: str, definition: Definition, answers: Mapping[str, object]
) -> Iterator[tuple[str, str, str]]:
    """The field, the layer and the code of each thing that was named."""
    if code and service.asset_layer:
        yield "asset", service.asset_layer, code
    for question in definition.questions():
        if question.kind == QuestionKind.ASSET and answers.get(question.code):
            yield f"answers.{question.code}", question.layer, str(answers[question.code])
