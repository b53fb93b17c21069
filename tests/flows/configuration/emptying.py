"""A council that was set up becomes an empty one."""

from __future__ import annotations

from django.db import connection

KEPT = ("django_", "journal_", "vault_", "procrastinate_")


def empty_council() -> None:
    """Everything that was set up is gone, as in a database that was just made."""
    emptied = [name for name in connection.introspection.table_names() if not name.startswith(KEPT)]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {', '.join(emptied)} CASCADE")
