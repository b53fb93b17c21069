"""`heard start`: a council of one's own, empty at first, with everything running on this machine alone."""

import json
import os
from pathlib import Path

import click

from heard.cli.everything import end_when_asked, run, run_everything, settle_addresses
from heard.cli.ground import COUNCIL, hold_engine

DEFAULT_DATA = Path("~/.local/share/heard")


@click.command()
@click.option("--council", help="The council's name.")
@click.option("--zone", help="Its time zone, such as Europe/London.")
@click.option("--country", help="Its country, such as GB: for phone numbers and public holidays.")
@click.option("--administrator", "email", help="The address of whoever sets it up. Once is enough.")
@click.option("--name", default="", help="Their name.")
@click.option("--port", default=8000, show_default=True, help="The port of the pages.")
@click.option("--data", default=DEFAULT_DATA, type=click.Path(path_type=Path), help="Where the council lives.")
def command(  # noqa: PLR0917 -- click hands over options by name
    council: str | None, zone: str | None, country: str | None, email: str | None, name: str, port: int, data: Path
) -> None:
    """Run a council of your own: pages, live events, work in the background, mail. What is said once is remembered."""
    end_when_asked()
    data = data.expanduser().resolve()
    data.mkdir(parents=True, exist_ok=True)
    settle_addresses(port, data)
    remember(data, {"HEARD_COUNCIL_NAME": council, "HEARD_TIME_ZONE": zone, "HEARD_REGION": country})
    hold_engine()
    run("migrate")
    if email:
        run("administrator", email, "--name", name)
    run_everything(port, data)


def remember(data: Path, said: dict[str, str | None]) -> None:
    """Put what was said, now or at an earlier start, into the environment. What stands there already goes first."""
    file = data / COUNCIL
    known = json.loads(file.read_text()) if file.is_file() else {}
    known |= {name: value for name, value in said.items() if value}
    file.write_text(json.dumps(known, indent=2))
    for name, value in known.items():
        os.environ.setdefault(name, value)
