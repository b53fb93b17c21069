"""Export → apply to an empty council → export is the same, byte by byte."""

from __future__ import annotations

import pytest
from django.db import connection

from heard.cli.sample.setting_up import set_up_council
from heard.domain.configuration.models import Applied
from heard.flows.configuration import apply, exported, plan, read_files
from heard.kernel.actor import SYSTEM

pytestmark = pytest.mark.django_db


def empty_council() -> None:
    """Everything that was set up is gone, as in a database that was just made."""
    tables = [name for name in connection.introspection.table_names() if not name.startswith(("django_", "journal_"))]
    kept = {"vault_", "procrastinate_"}
    emptied = [name for name in tables if not name.startswith(tuple(kept))]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {', '.join(emptied)} CASCADE")


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
