"""The sample council's segments: some in use, one agreed to by a second person, one that waits for theirs."""

from __future__ import annotations

import tomllib
from pathlib import Path

from heard.domain.segments.operations import add_segment, approve_segment
from heard.domain.teams.models import Department, Staff
from heard.kernel.actor import staff

SET_UP = Path(__file__).with_name("set_up") / "segments.toml"


def set_up_segments() -> None:
    """As the managers of the departments would, once there are services, areas and topics."""
    for one in tomllib.loads(SET_UP.read_text(encoding="utf-8"))["segments"]:
        segment = add_segment(
            name=one["name"],
            department=Department.objects.get(code=one["department"]),
            condition=one["condition"],
            purpose=one["purpose"],
            actor=staff(_named(one["author"]).id),
        )
        if approved_by := one.get("approved_by"):
            approve_segment(segment, number=1, actor=staff(_named(approved_by).id))


def _named(address: str) -> Staff:
    return Staff.objects.get(email__startswith=f"{address}@")
