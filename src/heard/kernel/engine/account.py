"""Which system user PostgreSQL runs as. It refuses to run as root, so root lends it another account."""

import contextlib
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from heard.kernel.engine.trouble import EngineTrouble

OWN_ACCOUNT = "heard-engine"
ROOT = 0


class Switch(TypedDict, total=False):
    """The arguments of `subprocess` that change the user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """The system user and group of the engine's processes and files."""

    uid: int
    gid: int

    @property
    def is_us(self) -> bool:
        return self.uid == os.geteuid()

    def switch(self) -> Switch:
        """The arguments that make `subprocess` run a program as this account."""
        if self.is_us:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def take(self, path: Path) -> None:
        """Make a file or folder this account's own."""
        if not self.is_us:
            os.chown(path, self.uid, self.gid)


def account_for(*folders: Path) -> Account:
    """Ourselves; or, for root, whoever owns the data already, so that they can go on without root later."""
    if os.geteuid() != ROOT:
        return Account(os.geteuid(), os.getegid())
    for folder in folders:
        owner = folder.stat().st_uid if folder.exists() else ROOT
        if owner != ROOT:
            with contextlib.suppress(KeyError):  # an owner without a name on this machine: initdb would refuse it
                return _account(pwd.getpwuid(owner))
    return _own_account()


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_uid, entry.pw_gid)


def _own_account() -> Account:
    with contextlib.suppress(KeyError):
        return _account(pwd.getpwnam(OWN_ACCOUNT))
    useradd = shutil.which("useradd") or "/usr/sbin/useradd"
    arguments = [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", OWN_ACCOUNT]
    with contextlib.suppress(OSError):
        subprocess.run(arguments, check=False, capture_output=True)  # noqa: S603 - fixed words
    try:
        return _account(pwd.getpwnam(OWN_ACCOUNT))
    except KeyError:
        raise EngineTrouble(
            "PostgreSQL refuses to run as root, and no account could be made for it.",
            f"Make one with `useradd --system {OWN_ACCOUNT}`, or start Heard as an ordinary user.",
        ) from None


def open_way_to(path: Path, account: Account) -> None:
    """Let the account walk to the path: through folders, without being able to list them."""
    if account.is_us:
        return
    for folder in path.parents:
        mode = folder.stat()
        may_walk = mode.st_mode & (stat.S_IXUSR if mode.st_uid == account.uid else stat.S_IXOTH)
        if not may_walk:
            folder.chmod(stat.S_IMODE(mode.st_mode) | stat.S_IXOTH)


def open_programs(folder: Path) -> None:
    """Let every account run what lies here: an installation made under a strict umask is root's alone."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            mode = stat.S_IMODE(path.stat().st_mode)
            path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))
