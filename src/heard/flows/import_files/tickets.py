"""What the tickets of all help desks come down to: the columns that their mappings read, and their messages."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import nh3

from heard.flows.import_files.json_file import document, objects_in
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_MEMBER = 2 * 1024**3


def ticket_cells(
    *,
    number: Any,
    subject: Any,
    about: Any,
    status: Any,
    created: Any,
    updated: Any,
    closed: Any,
    person: dict[str, Any],
    messages: list[dict[str, str]],
) -> dict[str, str]:
    """One ticket. `messages`: {"at", "by": customer | agent | note, "text"}, oldest first; the first one is what it is
    about."""
    said = next((one["text"] for one in messages if one["by"] == "customer"), "")
    cells = {
        "number": number, "subject": subject, "about": about, "status": status, "created": created, "updated": updated,
        "closed": closed, "description": said or subject,
        **{f"person.{key}": person.get(key) for key in ("id", "name", "email", "phone")},
    }  # fmt: skip
    texts = {key: "" if value is None else str(value).strip() for key, value in cells.items()}
    return texts | {"messages": json.dumps(messages, ensure_ascii=False)}


def members(file: Path) -> dict[str, list[dict[str, Any]]]:
    """The lists of a ZIP of JSON files by the name of each file, or the one list of a JSON file under ""."""
    if not zipfile.is_zipfile(file):
        return {"": objects_in(document(file))}
    found: dict[str, list[dict[str, Any]]] = {}
    with zipfile.ZipFile(file) as packed:
        for member in packed.infolist():
            if not member.filename.lower().endswith(".json"):
                continue
            if member.file_size > LARGEST_MEMBER:
                raise Refused(f"{member.filename} is larger than 2 GB. Export fewer at a time.")
            name = member.filename.rpartition("/")[2].lower()
            found[name] = objects_in(_read(packed, member))
    return found


def named(found: dict[str, list[dict[str, Any]]], word: str) -> list[dict[str, Any]]:
    """Those of the files whose name begins with this word, together: exports number their files."""
    return [one for name, rows in found.items() if name.startswith(word) for one in rows]


def plain(html: Any) -> str:
    """The words of a message, without its markup."""
    text = str(html or "")
    if "<" not in text:
        return text.strip()
    for tag in ("</p>", "</div>", "<br>", "<br/>", "<br />", "</li>"):
        text = text.replace(tag, f"{tag}\n")
    words = nh3.clean(text, tags=set()).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    lines = [line.strip() for line in words.replace("&nbsp;", " ").splitlines()]
    return "\n".join(line for number, line in enumerate(lines) if line or (number and lines[number - 1])).strip()


def _read(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Any:
    try:
        return json.loads(packed.read(member))
    except (ValueError, RecursionError) as error:
        raise Refused(f"{member.filename} is no JSON that can be read. Is the export whole?") from error
