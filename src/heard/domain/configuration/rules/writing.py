"""Plain data written as YAML: always the same text for the same data, so that two files differ where the set-ups do."""

from __future__ import annotations

import re
from typing import Any

import yaml

from heard.domain.configuration.rules.reading import plain_value

WIDTH = 110
# What comes first and last in a part that has no order of its own; between them the rest, by the alphabet.
_FIRST = (
    "code", "name", "kind", "type", "title", "label", "field", "from", "to", "date", "days", "opens", "closes", "hint",
    "text", "status", "first", "when", "show_if", "required", "required_if", "public", "choices",
)  # fmt: skip
_LAST = (
    "questions", "pages", "stops", "stages", "moves", "tasks", "outcomes", "translations", "retired",
)  # fmt: skip
_ODD = re.compile("[^\\n\x20-\x7e\xa0-\u2027\u2030-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_RANK = {key: number - len(_FIRST) for number, key in enumerate(_FIRST)} | {
    key: number + 1 for number, key in enumerate(_LAST)
}


def tidied(value: Any) -> Any:
    """The same data with its keys in one order, however the database handed them out."""
    if isinstance(value, dict):
        return {key: tidied(value[key]) for key in sorted(value, key=lambda key: (_RANK.get(key, 0), key))}
    if isinstance(value, list | tuple):
        return [tidied(one) for one in value]
    return value


def write_yaml(data: Any) -> str:
    """The text of a file."""
    return yaml.dump(
        data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=WIDTH
    )  # fmt: skip


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    """Long texts as blocks; quoted what would be read as something else."""
    style = "|" if "\n" in text else None
    if _ODD.search(text) or (not style and plain_value(text) is not text):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
