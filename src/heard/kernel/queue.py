"""The queue: jobs are deferred by name, in the caller's own transaction, so work and its cause are saved together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from procrastinate.contrib.django import app

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def defer(
    job: str, *, at: datetime | None = None, lock: str | None = None, **arguments: UUID | str | float | None
) -> int:
    """Queue `job` (a name of `heard.jobs`, e.g. "deliver_message") with ids and codes as arguments; its job id."""
    plain: dict[str, Any] = {key: _plain(value) for key, value in arguments.items()}
    return app.configure_task(f"heard.{job}", schedule_at=at, lock=lock).defer(**plain)


def defer_many(job: str, rows: list[dict[str, Any]]) -> None:
    """Queue `job` once for each of `rows` in one statement."""
    if rows:
        app.configure_task(f"heard.{job}").batch_defer(*({k: _plain(v) for k, v in row.items()} for row in rows))


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float) else str(value)
