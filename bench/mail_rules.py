"""How many real mails are judged right, kind by kind: `python -m bench.mail_rules [--json] [--wrong]`."""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heard.adapters.channels.email import plaintext
from heard.adapters.channels.email.reading import read_mail
from heard.adapters.channels.email.replies import QUOTE, SIGNATURE, Fragment, fragments, split_reply
from heard.ports.channel import EnvelopeFacts, Inbound, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

FACTS = EnvelopeFacts(received_at=datetime(2026, 1, 1, tzinfo=UTC))
# Statuses such as 5.0.910 are the reference's own inventions for "none was given".
INVENTED = re.compile(r"[45]\.0\.9\d\d|")


@dataclass
class Measure:
    """How many of one kind are right, and which are not."""

    name: str
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, case: str, *, right: bool) -> None:
        if right:
            self.right += 1
        else:
            self.wrong.append(case)

    @property
    def total(self) -> int:
        return self.right + len(self.wrong)


def measures(mail: Path) -> list[Measure]:
    """All measures on the folder `email` of the shared data."""
    return [
        *talon_replies(mail / "talon"),
        talon_signatures(mail / "talon" / "signature"),
        *reply_parser(mail / "email_reply_parser"),
        *flanker(mail / "flanker" / "messages"),
        *bounces(mail / "sisimai"),
        people_are_not_machines(mail / "talon" / "standard_replies"),
    ]


def talon_replies(folder: Path) -> Iterator[Measure]:
    expected = _expected(folder)
    plain = Measure("replies in plain mail")
    for name, wanted in expected["standard_replies"].items():
        text = _read(folder / "standard_replies" / name).full_text
        plain.count(name, right=_without_quotations(text) == wanted.strip())
    yield plain
    html = Measure("replies in HTML")
    wanted = expected["html_replies"]["expected"]
    for name in expected["html_replies"]["files"]:
        found = split_reply(plaintext.text_of(_text(folder / "html_replies" / name))).visible
        html.count(name, right=_squeezed(found) == _squeezed(wanted))
    for name, wanted in expected["single_html"].items():
        found = split_reply(plaintext.text_of(_text(folder / name))).visible
        html.count(name, right=_squeezed(found) == _squeezed(wanted))
    yield html


def talon_signatures(folder: Path) -> Measure:
    measure = Measure("signatures")
    for body in sorted((folder / "stripped").glob("*_body.txt")):
        sender, wanted = (_text(Path(str(body).replace("_body", part))) for part in ("_sender", "_signature"))
        found = split_reply(_text(body).replace("#sig#", ""), sender.strip()).signature
        measure.count(f"stripped/{body.name}", right=_squeezed(found) == _squeezed(wanted.replace("#sig#", "")))
    for body in sorted((folder / "annotated").glob("*.txt")):
        if body.name.endswith("_sender.txt"):
            continue
        lines = [line for line in _text(body).splitlines() if not line.startswith("#reply#")]
        wanted = "".join(line.removeprefix("#sig#") for line in lines if line.startswith("#sig#"))
        found = split_reply("\n".join(line.removeprefix("#sig#") for line in lines)).signature
        measure.count(f"annotated/{body.name}", right=_squeezed(found) == _squeezed(wanted))
    return measure


def reply_parser(folder: Path) -> Iterator[Measure]:
    expected = _expected(folder)
    visible = Measure("visible text")
    for name, wanted in expected["visible_text"].items():
        found = re.sub(r"\n{3,}", "\n\n", split_reply(_text(folder / name)).visible)
        visible.count(name, right=_squeezed(found) == _squeezed(wanted))
    yield visible
    shapes = Measure("fragments: quoted, signature, hidden")
    for name, wanted in expected["fragments"].items():
        path = folder / name if (folder / name).exists() else folder / f"{name}.gz"
        shapes.count(name, right=_same_shape(fragments(_text(path)), wanted))
    yield shapes
    quick = Measure("within a tenth of the time limit")
    for name, seconds in expected["time_limit_seconds"].items():
        path = folder / name if (folder / name).exists() else folder / f"{name}.gz"
        text, start = _text(path), time.perf_counter()
        split_reply(text)
        quick.count(name, right=time.perf_counter() - start < seconds / 10)
    yield quick


def flanker(folder: Path) -> Iterator[Measure]:
    parsed, machines = Measure("difficult mail read"), Measure("bounces and complaints told from people's mail")
    reported = Measure("bounces and complaints understood")
    for path in sorted(folder.rglob("*.eml*")):
        name = str(path.relative_to(folder))
        try:
            mail = _read(path)
        except Unreadable as error:
            parsed.count(f"{name}: {error}", right=False)
            continue
        empty = not (mail.full_text or mail.html or mail.attachments)
        parsed.count(name, right=not empty or name == "false-multipart.eml")
        if name.startswith(("bounce/", "complaints/")):
            machines.count(name, right=mail.automatic is not None)
            reported.count(name, right=mail.bounce is not None)
    yield from (parsed, machines, reported)


def bounces(folder: Path) -> Iterator[Measure]:
    expected = _expected(folder)
    names = ("machine told from person", "report told from absence", "hard or soft", "status", "complaint")
    automatic, report, kind, status, complaint = (Measure(name) for name in names)
    original, recipient = Measure("Message-ID of the original, where enclosed"), Measure("recipient of the original")
    for path in sorted(folder.glob("*.eml")):
        mail, name = _read(path), path.stem
        automatic.count(name, right=mail.automatic is not None)
        if mail.bounce and len(re.findall(rb"(?im)^[ >]*message-id:", path.read_bytes())) > 1:
            original.count(name, right=bool(mail.bounce.original_message_id))
        if mail.bounce:
            recipient.count(name, right=bool(mail.bounce.recipient))
        for wanted in expected.get(name, []):
            report.count(name, right=(mail.bounce is None) == (wanted["reason"] == "vacation"))
            if wanted["reason"] == "feedback":
                complaint.count(name, right=mail.bounce is not None and mail.bounce.kind == "complaint")
            elif wanted["reason"] != "vacation":
                _judge_bounce(mail, wanted, name, kind, status)
    yield from (automatic, report, complaint, kind, status, original, recipient)


def _judge_bounce(mail: Inbound, wanted: dict[str, str], name: str, kind: Measure, status: Measure) -> None:
    bounce = mail.bounce
    found = f"{bounce.kind} {bounce.status} {bounce.reason}" if bounce else "no bounce"
    case = f"{name}: {wanted['reason']} {wanted['delivery_status']} hard={wanted['hard_bounce']}, found {found}"
    kind.count(case, right=bounce is not None and (bounce.kind == "hard") == (wanted["hard_bounce"] == "1"))
    if not INVENTED.fullmatch(wanted["delivery_status"]):
        status.count(case, right=bounce is not None and bounce.status == wanted["delivery_status"])


def people_are_not_machines(folder: Path) -> Measure:
    measure = Measure("person told from machine")
    for path in sorted(folder.glob("*.eml")):
        measure.count(path.name, right=_read(path).automatic is None)
    return measure


def _without_quotations(text: str) -> str:
    """Talon keeps signatures where it takes quotations off."""
    kept = [part for part in fragments(text) if part.kind != QUOTE]
    return "\n".join(line for part in kept for line in part.lines).strip()


def _same_shape(found: list[Fragment], wanted: dict[str, Any]) -> bool:
    """Blank fragments are the reference's way of counting; what is quoted, signed and hidden must agree."""
    shape = [
        (int(part.kind == QUOTE), int(part.kind == SIGNATURE), int(part.hidden)) for part in found if not part.blank
    ]
    if "quoted" not in wanted:
        return wanted["count"] != 1 or len(shape) == 1
    reference = zip(wanted["quoted"], wanted["signature"], wanted["hidden"], strict=True)
    return shape == [each for each in reference if each != (0, 0, 1)]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _expected(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "expected.json").read_text())


def _bytes(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _text(path: Path) -> str:
    return _bytes(path).decode("utf-8", "replace")


def _read(path: Path) -> Inbound:
    return read_mail(_bytes(path), FACTS)


def main() -> None:
    shared = Path(os.environ.get("HEARD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    found = measures(shared / "data" / "email")
    if "--json" in sys.argv:
        print(json.dumps({each.name: {"right": each.right, "total": each.total} for each in found}))
        return
    for each in found:
        print(f"{each.right:4} of {each.total:4}  {each.name}")
        if "--wrong" in sys.argv:
            print(*(f"              {case}" for case in each.wrong), sep="\n")


if __name__ == "__main__":
    main()
