"""`heard`: finds each command in the file of its name and makes the ground ready for it. No command lives here."""

import importlib
import logging
import os
import pkgutil
import sys

import click

import heard.cli
from heard.cli.ground import hold_engine, join_running_council, set_up_django
from heard.kernel.engine import EngineTrouble
from heard.kernel.supervisor import end_with_supervisor

# These start other processes, look at a broken installation or stay small: they make ready themselves what they need.
SELF_RELIANT = {"demo", "start", "serve", "live", "doctor"}
# Files of this folder that are not commands.
NOT_COMMANDS = {"main", "ground", "everything", "reacting", "static_files"}


class Commands(click.Group):
    """A file `heard/cli/name.py` with a click command called `command` is the command `name`."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return sorted(_command_name(file) for file in _files() - NOT_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(_ctx):
            return None
        if cmd_name not in SELF_RELIANT:
            set_up_django()
        module = importlib.import_module(f"heard.cli.{_file_name(cmd_name)}")
        command = module.command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        if name not in SELF_RELIANT and not set(ctx.help_option_names) & set(rest):
            hold_engine()
        return name, command, rest


def _files() -> set[str]:
    return {module.name for module in pkgutil.iter_modules(heard.cli.__path__) if not module.ispkg}


def _command_name(file: str) -> str:
    """`import_.py` is the command `import`, which Python would not have as a module's name."""
    return file.rstrip("_").replace("_", "-")


def _file_name(command: str) -> str:
    name = command.replace("-", "_")
    return f"{name}_" if f"{name}_" in _files() else name


@click.group(cls=Commands)
@click.version_option(heard.__version__, prog_name="heard")
def heard_command() -> None:
    """Everything residents say to their council arrives, becomes somebody's job, gets done, and is answered."""


def main() -> int:
    end_with_supervisor()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")
    join_running_council()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        heard_command.main(prog_name="heard", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except EngineTrouble as trouble:
        click.echo(f"{trouble.message}\n{trouble.what_to_do}", err=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
