"""What can keep the engine from running, said in plain words with what to do about it."""

import errno
from pathlib import Path


class EngineTrouble(Exception):
    """The engine cannot run. `message` says why, `what_to_do` how to go on."""

    def __init__(self, message: str, what_to_do: str) -> None:
        super().__init__(f"{message} {what_to_do}")
        self.message = message
        self.what_to_do = what_to_do


def disk_full(folder: Path) -> EngineTrouble:
    return EngineTrouble(
        f"The disk that holds {folder} is full.",
        "Free some space on it or set HEARD_DATA to a folder on another disk, then start again. Nothing is lost.",
    )


def not_permitted(path: Path | str) -> EngineTrouble:
    return EngineTrouble(
        f"This user may not read or write {path}.",
        "Start Heard as the user who owns the data folder, give the folder to this user (chown -R), "
        "or set HEARD_DATA to a folder of your own.",
    )


def other_version(folder: Path, *, found: str, expected: str) -> EngineTrouble:
    return EngineTrouble(
        f"{folder} holds the data of PostgreSQL {found}; this Heard comes with PostgreSQL {expected}.",
        "Start the Heard that wrote it, save the database with its pg_dump, and load it into a new data folder; "
        "or set HEARD_DATA to another folder.",
    )


def from_os_error(error: OSError, folder: Path) -> EngineTrouble | None:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full(folder)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return not_permitted(error.filename or folder)
    return None


def diagnose(log: str, folder: Path, *, log_file: Path) -> EngineTrouble:
    """The trouble behind what PostgreSQL wrote, judged by the words it uses."""
    if "No space left on device" in log or "Disk quota exceeded" in log:
        return disk_full(folder)
    if "could not open shared memory segment" in log:
        return EngineTrouble(
            "The database cannot use this machine's shared memory.",
            "As root: mount -t tmpfs -o mode=1777 tmpfs /dev/shm. Everybody must be able to write there.",
        )
    if "Permission denied" in log or "has invalid permissions" in log or "has wrong ownership" in log:
        return not_permitted(folder)
    if "could not create lock file" in log or "could not create any Unix-domain sockets" in log:
        return EngineTrouble(
            "The database could not open its socket.",
            f"Another program may be using it, or its folder may be missing: see {log_file}.",
        )
    if "could not map anonymous shared memory" in log or "out of memory" in log:
        return EngineTrouble("There is not enough free memory for the database.", "Stop other programs and try again.")
    return EngineTrouble(f"The database did not start: {_last_words(log)}.", f"The whole story is in {log_file}.")


def _last_words(log: str) -> str:
    lines = [line for line in log.splitlines() if line.strip()]
    complaints = [line for line in lines if "FATAL:" in line or "PANIC:" in line or "Error:" in line]
    return (complaints or lines or ["it left no word"])[-1]
