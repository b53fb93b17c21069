"""A questionnaire with most of what one can have: an abandoned shopping trolley."""

from __future__ import annotations

from typing import Any

from heard.domain.questions.rules.definition import Definition, read

TROLLEY: dict[str, Any] = {
    "pages": [
        {
            "code": "before",
            "title": "Before you report it",
            "first": True,
            "questions": [{"code": "mine", "kind": "yes_no", "label": "Is it your shop’s own?", "required": True}],
        },
        {
            "code": "trolley",
            "title": "The trolley",
            "text": "Tell us what you see.",
            "questions": [
                {
                    "code": "where",
                    "kind": "choice",
                    "label": "Where is it?",
                    "required": True,
                    "choices": [
                        {"code": "street", "label": "In the street"},
                        {"code": "water", "label": "In the water"},
                        {"code": "private", "label": "On private land"},
                    ],
                },
                {
                    "code": "depth",
                    "kind": "number",
                    "label": "How deep is the water?",
                    "unit": "m",
                    "least": 0,
                    "most": 20,
                    "show_if": {"field": "answers.where", "is": "water"},
                },
                {"code": "count", "kind": "number", "label": "How many?", "required": True, "least": 1, "most": 99},
            ],
        },
        {
            "code": "more",
            "title": "More",
            "questions": [
                {
                    "code": "shop",
                    "kind": "choices",
                    "label": "Which shops?",
                    "choices": [
                        {"code": "market", "label": "Market Hall"},
                        {"code": "corner", "label": "Corner shop"},
                        {"code": "other", "label": "Another one"},
                    ],
                },
                {"code": "weight", "kind": "calculated", "label": "Weight", "formula": "{count} * 25", "unit": "kg"},
                {
                    "code": "lift",
                    "kind": "yes_no",
                    "label": "Can a van come near?",
                    "show_if": {"field": "answers.weight", "more_than": 100},
                },
                {"code": "seen", "kind": "date", "label": "When did you see it?", "least": "-30d", "most": "+0d"},
                {"code": "witness", "kind": "person", "label": "Who else saw it?"},
            ],
        },
    ],
    "stops": [
        {
            "code": "private",
            "when": {"field": "answers.where", "is": "private"},
            "title": "This is private land",
            "text": "Ask the owner.",
            "link": {"url": "https://example.org/owners", "label": "Who owns it"},
        }
    ],
    "translations": {
        "es": {
            "pages.trolley.title": "El carrito",
            "questions.where.label": "¿Dónde está?",
            "questions.where.choices.water": "En el agua",
            "stops.private.title": "Es un terreno privado",
        }
    },
}


def trolley() -> Definition:
    """As it is read."""
    return read(TROLLEY)
