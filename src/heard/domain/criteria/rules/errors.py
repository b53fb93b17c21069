"""What is wrong with a condition, and where."""

from __future__ import annotations

from heard.kernel.errors import HeardError


class InvalidCondition(HeardError):
    """`path` leads to the part that is wrong ("any[1].service"), `sentence` says what to change."""

    def __init__(self, sentence: str, path: str = "") -> None:
        super().__init__(sentence)
        self.path = path

    def inside(self, step: str) -> InvalidCondition:
        """The same error, seen from one level further out."""
        joint = "" if not self.path or self.path.startswith("[") else "."
        return InvalidCondition(self.sentence, f"{step}{joint}{self.path}")
