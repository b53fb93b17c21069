"""`heard demo`: a sample council with everything running, on this machine alone."""

import os
from pathlib import Path

import click

import heard
from heard.cli.everything import end_when_asked, run, run_everything, settle_addresses
from heard.cli.ground import hold_engine
from heard.cli.sample import council

DEFAULT_DATA = Path(heard.__file__).parents[2] / ".data" / "demo"


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port of the pages.")
@click.option("--data", default=DEFAULT_DATA, type=click.Path(path_type=Path), help="Where the sample council lives.")
@click.option("--cases", default=3000, show_default=True, help="How many cases a new sample council begins with.")
def command(port: int, data: Path, cases: int) -> None:
    """Run a sample council: pages, live events, work in the background, mail."""
    end_when_asked()
    data = data.expanduser().resolve()
    settle_addresses(port, data)
    for name, value in council.ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    os.environ["HEARD_DEMO"] = "yes"
    hold_engine()
    run("migrate")
    run("sample-council", "--cases", str(cases))
    run_everything(port, data)
