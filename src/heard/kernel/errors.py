"""What can go wrong in a way that a person can mend. Each error carries a sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class HeardError(Exception):
    """An error with a sentence for the person in front of the screen."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(HeardError):
    """The input is understood but not possible now; the sentence says why and what to do. A 4xx."""


class InvalidInput(HeardError):
    """Some fields need another value: `fields` maps a field's name to its sentence. A 400."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(str(sentence) for sentence in fields.values()))
        self.fields = dict(fields)


class Removed(HeardError):
    """What was here was removed on purpose, and will not come back; the sentence says so. A 410."""


class NotAllowed(HeardError):
    """The actor may not do this. A 403 that tells nothing."""

    def __init__(self) -> None:
        super().__init__("You cannot do this.")
