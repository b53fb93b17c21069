"""Export → apply to an empty council → export is the same, byte by byte."""

from __future__ import annotations

import pytest

from heard.cli.sample.setting_up import set_up_council
from heard.domain.configuration.models import Applied
from heard.flows.configuration import apply, exported, plan, read_files
from heard.kernel.actor import SYSTEM
from tests.flows.configuration.emptying import empty_council

pytestmark = pytest.mark.django_db


def test_the_sample_council_moves_to_an_empty_one() -> None:
    set_up_council(seed=20, password="")
    files = exported()
    empty_council()
    assert exported() != files
    documents = read_files(files)
    assert apply(documents, planned=plan(documents, actor=SYSTEM), actor=SYSTEM)
    again = exported()
    assert sorted(again) == sorted(files)
    assert {name: again[name].decode() for name in again} == {name: files[name].decode() for name in files}
    nothing = plan(documents, actor=SYSTEM)
    assert nothing.changes == []
    documents = read_files(files)
    assert apply(documents, planned=plan(documents, actor=SYSTEM), actor=SYSTEM) is None
    assert Applied.objects.count() == 1
