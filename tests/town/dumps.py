"""A dump of the test database, and the search for people in it: plainly, and in the forms in which text hides."""

from __future__ import annotations

import os
import re
import subprocess
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib.sessions.models import Session
from django.db import connection

from heard.kernel.engine.layout import programs

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DIGITS = re.compile(r"\+?\(?\d[\d ()./-]{6,18}\d")


def dump() -> str:
    """Everything `pg_dump` writes, and what sessions say when they are unpacked."""
    there = connection.get_connection_params()
    known = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}
    surroundings = {name: str(there[key]) for name, key in known.items() if there.get(key)}
    done = subprocess.run(
        [programs() / "pg_dump", "--no-owner", str(there["dbname"])],
        env={**os.environ, **surroundings},
        capture_output=True,
        check=True,
    )
    sessions = "\n".join(str(session.get_decoded()) for session in Session.objects.all())
    return f"{done.stdout.decode()}\n{sessions}"


def named_in(text: str, names: Iterable[str]) -> set[str]:
    """Which of these names (of words that mean nothing else) stand in the text."""
    words = {word.casefold() for word in _WORD.findall(text)}
    return {name for name in names if any(word.casefold() in words for word in _WORD.findall(name))}


def numbers_in(text: str, numbers: Iterable[str]) -> set[str]:
    """Which of these numbers stand in the text, however they are written."""
    digits = {re.sub(r"\D", "", found) for found in _DIGITS.findall(text)}
    return {number for number in numbers if _national(number) in {_national(one) for one in digits & _ways(number)}}


def addresses_in(text: str, addresses: Iterable[str]) -> set[str]:
    """Which of these email addresses stand in the text, plainly or percent-encoded."""
    folded = text.casefold()
    return {one for one in addresses if one.casefold() in folded or quote(one.casefold(), safe="") in folded}


def hidden_in(text: str, stems: Iterable[str]) -> set[str]:
    """Which of these words, common to all whom one looks for, stand in the text in hexadecimal or base64."""
    folded = text.casefold()
    return {
        stem for stem in stems if stem.encode().hex() in folded or any(form in text for form in _base64_forms(stem))
    }


def _base64_forms(stem: str) -> set[str]:
    """Three: base64 depends on where in its text a word begins. The signs that its neighbours share are left out."""
    forms = set()
    for start in range(3):
        encoded = b64encode(b"\0" * start + stem.encode()).decode().rstrip("=")
        forms.add(encoded[(0, 2, 3)[start] : -1])
    return forms


def _ways(number: str) -> set[str]:
    return {number.lstrip("+"), _national(number)}


def _national(number: str) -> str:
    return re.sub(r"\D", "", number)[-10:]
