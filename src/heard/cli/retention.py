"""`heard retention`: what the rules of retention would remove, removing it, and forgetting again after a restore."""

import click

from heard.domain.privacy.models import RetentionRun
from heard.domain.privacy.queries.retention import retention_rules
from heard.flows.apply_retention import apply_retention
from heard.flows.erase_again import erase_again
from heard.flows.finish_erasure import finish_erasures
from heard.flows.preview_retention import MOST_COUNTED, preview_retention
from heard.kernel.actor import SYSTEM


@click.group()
def command() -> None:
    """What is kept for how long. The rules are in the desk's settings."""


@command.command()
def preview() -> None:
    """Count what tonight would remove. Nothing is removed."""
    click.echo("\n".join(_lines(preview_retention(actor=SYSTEM))))


@command.command()
def run() -> None:
    """Apply the rules that are switched on, now instead of tonight."""
    finish_erasures()
    click.echo("\n".join(_lines(apply_retention())))


@command.command("after-restore")
def after_restore() -> None:
    """After putting back a backup: erase again whoever was erased since it was made."""
    click.echo(f"{erase_again()} people erased again.")


def _lines(report: RetentionRun) -> list[str]:
    """A rule a line, those that are switched off too."""
    return [
        " · ".join(
            (
                rule.get_kind_display(),
                rule.service.name if rule.service else "all services",
                f"{rule.keep_days} days",
                _count(report.counts.get(str(rule.id), 0)) if rule.active else "switched off",
            )
        )
        for rule in retention_rules()
    ]


def _count(count: int) -> str:
    return f"more than {MOST_COUNTED}" if count > MOST_COUNTED else str(count)
