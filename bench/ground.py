"""What every bench stands on: the data folder of HEARD_DATA (or HEARD_DATABASE_URL) with its engine running."""

from __future__ import annotations

import os


def make_ready() -> None:
    """Set up Django and hold the engine. Before anything of Heard that needs settings is imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")
    os.environ.setdefault("HEARD_PLAIN_STATIC", "yes")  # pages are measured without collecting their assets first
    os.environ.setdefault("HEARD_LOG_LEVEL", "WARNING")
    from heard.cli.ground import hold_engine, set_up_django  # noqa: PLC0415 -- reads the settings set above

    set_up_django()
    hold_engine()
