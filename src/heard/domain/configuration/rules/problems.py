"""What is wrong with configuration files: each problem with its file and line, all of them told at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from heard.kernel.errors import HeardError

MOST_TOLD = 100


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake, where it stands, and what to do about it."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class BrokenFiles(HeardError):
    """The files are refused as a whole: nothing of them was applied."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))[:MOST_TOLD]
        super().__init__(_("Nothing was changed. Mend these files, then try again."))
