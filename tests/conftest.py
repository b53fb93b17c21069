"""What every test may rely on: a database on the embedded engine, and the shared data where it is at hand."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.db import connection

from heard.kernel import engine
from heard.ports.registry import council_keys

CHECKOUT = Path(__file__).resolve().parent.parent

# A busy machine is slow, not wrong.
hypothesis.settings.register_profile("heard", deadline=None)
hypothesis.settings.load_profile("heard")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """Asked for by pytest-django just before the first test that needs a database: without one, no engine starts."""
    if os.environ.get("HEARD_DATABASE_URL"):
        return
    engine.hold(settings.HEARD_DATA)
    _drop_leftovers()


def _drop_leftovers() -> None:
    """A test database is named after its process: drop those whose process is gone."""
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    parameters = {key: parameters[key] for key in ("host", "user", "dbname")}
    with psycopg.connect(**parameters, autocommit=True) as postgres:
        names = postgres.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_heard\\_%'").fetchall()
        for (name,) in names:
            if not Path("/proc", name.split("_")[2]).exists():
                postgres.execute(f'DROP DATABASE IF EXISTS "{name}"')


@pytest.fixture(scope="session", autouse=True)
def council_key() -> Iterator[None]:
    """A council key for this process alone: what one test forgets is forgotten for no other's database."""
    path = Path(settings.HEARD_KEYS["council"]["path"])
    council_keys.get("council").make()
    yield
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of data sets that lies beside the checkout, or where HEARD_SHARED says."""
    folder = Path(os.environ.get("HEARD_SHARED", CHECKOUT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(f"there is no shared data at {folder}: set HEARD_SHARED to the folder that holds data/")
    return folder
