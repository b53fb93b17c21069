"""A workflow of the town: a repair with an inspection, an approval, a contractor and a check."""

from __future__ import annotations

from typing import Any

REPAIR: dict[str, Any] = {
    "stages": [
        {"code": "inspect", "name": "Inspection", "status": "in_progress", "public": "We are looking at it"},
        {
            "code": "contractor",
            "name": "Ordered",
            "status": "waiting",
            "waits_for": "the contractor",
            "letter": "Hello {name}, we have ordered the repair.",
        },
        {"code": "check", "name": "Check", "status": "in_progress"},
    ],
    "moves": [
        {"from": "inspect", "to": "contractor", "name": "Order the repair", "who": "team"},
        {"from": "contractor", "to": "check", "who": "anyone"},
        {"from": "check", "to": "contractor", "name": "Send them again", "who": "manager", "regardless": True},
    ],
    "tasks": [
        {
            "code": "measure",
            "title": "Measure the damage",
            "stage": "inspect",
            "checklist": ["Photo", "Width and depth"],
            "target": "2d",
            "required": True,
        },
        {
            "code": "budget",
            "title": "Release the money",
            "stage": "inspect",
            "team": "finance",
            "after": ["measure"],
            "required": True,
            "approval": True,
        },
        {"code": "sign", "title": "Put up a sign", "stage": "inspect"},
    ],
    "cases": [
        {"code": "marking", "service": "marking", "stage": "check", "text": "Paint the lines anew", "required": True}
    ],
    "outcomes": [
        {"code": "repaired", "label": "Repaired", "as": "fixed", "stages": ["check"]},
        {"code": "private", "label": "A private road", "as": "not_ours"},
    ],
    "again": "inspect",
    "translations": {"es": {"stages.inspect.public": "Lo estamos mirando"}},
}
