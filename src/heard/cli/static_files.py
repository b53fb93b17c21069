"""Static files, gathered into the data folder when they have changed, under names that change with their content."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from heard.kernel.engine.locks import exclusive

STAMP = ".gathered"
PATIENCE = 120.0


def gather_static_files() -> None:
    """Do what `collectstatic` does, unless the files are those of last time."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    stamp = settings.STATIC_ROOT / STAMP
    with exclusive(settings.STATIC_ROOT / ".lock", patience=PATIENCE):
        state = _state()
        if not stamp.exists() or stamp.read_text() != state:
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(state)


def _state() -> str:
    """A digest of every file's name, size and time, and of how they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list(None):
            digest.update(f"{name} {storage.size(name)} {storage.get_modified_time(name).timestamp()}\n".encode())
    return digest.hexdigest()
