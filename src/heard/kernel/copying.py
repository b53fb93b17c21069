"""Many new rows at once, by COPY: several times as fast as INSERT. Nothing is returned and nothing is checked twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db import models


def copy_in(rows: Sequence[models.Model]) -> None:
    """Write these rows of one model, whose keys they bring with them."""
    if not rows:
        return
    connection = connections["default"]  # itself: the usual proxy looks for it again at every use, a third of the time
    table = rows[0]._meta  # noqa: SLF001 -- Django's documented way to ask a model
    fields = [field for field in table.concrete_fields if not field.generated]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    # Before the copy begins: sealing a value may ask the same connection for a new key.
    written = [[field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields] for row in rows]  # noqa: FBT003 -- Django's signature
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {quoted(table.db_table)} ({columns}) FROM STDIN") as copy,
    ):
        for values in written:
            copy.write_row(values)
