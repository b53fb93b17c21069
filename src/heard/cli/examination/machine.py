"""The machine around Heard: Python, the data folder, its disk, its key, its files, the mail port."""

import os
import shutil
import socket
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from heard.cli.examination import Finding
from heard.cli.ground import data_folder

MB = 1024 * 1024
LITTLE_ROOM = 1024 * MB
KEY = "secret.key"


def look() -> Iterator[Finding]:
    yield Finding(well=True, what=f"Python {'.'.join(str(part) for part in sys.version_info[:3])}")
    data = data_folder()
    folder = _folder(data)
    yield folder
    if folder.well:
        yield _room(data)
        yield _key(data)
    yield _mail_listener(settings.HEARD_MAIL_LISTEN)


def _folder(data: Path) -> Finding:
    """Written to, as permissions alone do not tell: the disk may be mounted read-only, or full."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data) as probe:
            probe.write(b"x")
    except OSError as error:
        return Finding(
            well=False,
            what=f"The data folder {data} cannot be written: {error.strerror}.",
            what_to_do="Give it to the user Heard runs as (chown -R), or set HEARD_DATA to another folder.",
        )
    return Finding(well=True, what=f"The data folder {data} can be written, photos and files included.")


def _room(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    return Finding(
        well=free >= LITTLE_ROOM,
        what=f"{free // MB:,} MB are free on the disk of the data folder.",
        what_to_do="" if free >= LITTLE_ROOM else "Free some space: on a full disk the database stops.",
    )


def _key(data: Path) -> Finding:
    if os.environ.get("HEARD_SECRET_KEY"):
        return Finding(well=True, what="The secret key comes from HEARD_SECRET_KEY.")
    key = data / KEY
    if not key.exists():
        return Finding(well=True, what="There is no secret key yet; the first start makes one.")
    is_private = not stat.S_IMODE(key.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
    return Finding(
        well=is_private,
        what=f"The secret key {'is' if is_private else 'is not'} readable by its owner alone.",
        what_to_do="" if is_private else f"chmod 600 {key}",
    )


def _mail_listener(address: str) -> Finding:
    """Not taking mail is a choice, so it is not wrong; something else on the port is."""
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=3) as line:
            line.settimeout(3)
            greeting = line.recv(200).decode(errors="replace")
    except ConnectionRefusedError:
        return Finding(well=True, what=f"Mail is not taken in now. To take it on {address}: heard mail")
    except (OSError, ValueError) as error:
        return Finding(
            well=False,
            what=f"The mail listener on {address} does not answer ({error}).",
            what_to_do="Restart `heard mail`, or mend HEARD_MAIL_LISTEN (host:port).",
        )
    if greeting.startswith("220"):
        return Finding(well=True, what=f"Mail is taken in on {address}.")
    return Finding(
        well=False,
        what=f"Something else than mail answers on {address}.",
        what_to_do="Set HEARD_MAIL_LISTEN to a free port and restart `heard mail`.",
    )
