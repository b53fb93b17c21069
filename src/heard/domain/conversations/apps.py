"""What conversations tell other domains of themselves."""

from __future__ import annotations

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Cases can be asked what was said about them."""

    name = "heard.domain.conversations"

    def ready(self) -> None:
        """Add the fields of conversations to the conditions about cases."""
        # Here, because models cannot be imported before all apps are there.
        from heard.domain.cases.queries.vocabulary import register  # noqa: PLC0415
        from heard.domain.conversations.queries.case_fields import TALK  # noqa: PLC0415

        register(TALK)
