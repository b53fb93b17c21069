"""The settings of a test run: Heard's own, on a data folder and a database of the run's own."""

import os
from pathlib import Path

# Before Heard's settings are read: they come from the environment.
os.environ.setdefault("HEARD_DATA", str(Path(__file__).resolve().parent.parent / ".data" / "test"))
os.environ.setdefault("HEARD_ENGINE_FSYNC", "off")
os.environ.setdefault("HEARD_PLAIN_STATIC", "yes")

from heard.config.settings import *  # noqa: F403 - all of them, after the environment is set
from heard.config.settings import DATABASES, HEARD_DATA, HEARD_KEYS

# Two runs may go on at once: `tests/conftest.py` removes what a killed run has left.
DATABASES["default"]["TEST"] = {"NAME": f"test_heard_{os.getpid()}"}
HEARD_KEYS["council"]["path"] = str(HEARD_DATA / "keys" / f"{os.getpid()}.key")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # assets come from the source tree: nothing is collected for a test run
