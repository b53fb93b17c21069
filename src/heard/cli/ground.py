"""What commands stand on: Django with our settings, and the engine of the data folder."""

import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings

from heard.kernel.engine import EngineTrouble, hold, release
from heard.kernel.engine.trouble import from_os_error, not_permitted

# How a command starts another command: with this Python, wherever it is installed.
HEARD = (sys.executable, "-m", "heard.cli.main")

SECONDS_TO_STOP = 30
# In the data folder of a council that runs: where it is reached, by setting.
RUNNING_ADDRESSES = "running.json"
# And what was said of it at its first start: its name, its zone.
COUNCIL = "council.json"

log = logging.getLogger(__name__)


def data_folder() -> Path:
    """Reading the settings makes the folder and its secret key where there are none: that may fail."""
    try:
        return Path(settings.HEARD_DATA)
    except OSError as error:
        folder = Path(os.environ.get("HEARD_DATA", "~/.local/share/heard"))
        raise (from_os_error(error, folder) or not_permitted(folder)) from error


def join_running_council() -> None:
    """A command in the data folder of a council speaks of its addresses and name; what this shell sets goes first."""
    if not (folder := os.environ.get("HEARD_DATA")):
        return
    for told in (RUNNING_ADDRESSES, COUNCIL):
        file = Path(folder).expanduser() / told
        for name, value in json.loads(file.read_text()).items() if file.is_file() else ():
            os.environ.setdefault(name, value)


def set_up_django() -> None:
    data_folder()
    django.setup()


def uses_own_engine() -> bool:
    return not os.environ.get("HEARD_DATABASE_URL")


def hold_engine() -> None:
    """Keep the database running for as long as this process lives, unless the council brings its own."""
    data = data_folder()
    if uses_own_engine():
        hold(data)


def let_go_of_engine() -> None:
    """At the end of a supervisor: wait until the database has stopped, if nobody else uses it."""
    if uses_own_engine():
        release(data_folder(), patience=SECONDS_TO_STOP)


def engine_tender() -> Callable[[], None]:
    """For supervisors, called at each tick: replaces a keeper that was killed, and says it once when that fails."""
    said: set[str] = set()

    def tend() -> None:
        try:
            hold_engine()
            said.clear()
        except EngineTrouble as trouble:
            if trouble.message not in said:
                said.add(trouble.message)
                log.error("%s %s", trouble.message, trouble.what_to_do)  # noqa: TRY400 - for people: no traceback

    return tend
