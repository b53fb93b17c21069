"""Migrations run while the council works: none may lock a table for long or break the version that still runs."""

from pathlib import Path

import pytest
from django.apps import apps
from django_migration_linter import MigrationLinter

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db(transaction=True)  # indexes made concurrently ask for no transaction around them
def test_no_migration_stops_the_council() -> None:
    ours = [app.label for app in apps.get_app_configs() if app.name.startswith("heard.")]
    linter = MigrationLinter(
        str(CHECKOUT),
        include_apps=ours,
        no_cache=True,
        quiet=["ok", "ignore", "warning"],
        # Something unique on rows that are there: no harm where they are few, and each such migration says so.
        ignore_name_contains="unique_in_a_small_table",
    )
    linter.lint_all_migrations()
    assert linter.nb_total > 0
    assert not linter.has_errors, "the linter says above which, and why"
