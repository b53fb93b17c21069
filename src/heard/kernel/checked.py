"""Writing a row after the checks its model describes: lengths, choices, what must be unlike any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from heard.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from heard.kernel.model import Row

R = TypeVar("R", bound="Row")


def added(row: R) -> R:
    """Insert the row; InvalidInput names the columns that need another value."""
    _check(row, exclude=())
    row.save(force_insert=True)
    return row


def changed(row: Row, columns: dict[str, Any]) -> list[str]:
    """Set these columns and write those that differ; their names."""
    differing = sorted(name for name, value in columns.items() if getattr(row, name) != value)
    for name in differing:
        setattr(row, name, columns[name])
    if differing:
        others = {field.name for field in row._meta.fields} - set(differing)  # noqa: SLF001 -- Django's documented API
        _check(row, exclude=others)
        row.save(update_fields=differing)
    return differing


def renumbered(rows: Iterable[R], row: R, *, step: int) -> list[R]:
    """The rows (in order) whose `position` changes when `row` moves one place up (-1) or down (+1)."""
    order = list(rows)
    here = next(n for n, one in enumerate(order) if one.pk == row.pk)
    there = here + (1 if step > 0 else -1)
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    moved = [(number, one) for number, one in enumerate(order, start=1) if one.position != number]  # type: ignore[attr-defined]
    for number, one in moved:
        one.position = number  # type: ignore[attr-defined]
    return [one for _number, one in moved]


def _check(row: Row, *, exclude: Collection[str]) -> None:
    try:
        row.clean_fields(exclude=set(exclude))
        # What is unique together may hang on a column that did not change.
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        problems = error.message_dict
        raise InvalidInput(
            {"" if name == NON_FIELD_ERRORS else name: " ".join(said) for name, said in problems.items()}
        ) from error
