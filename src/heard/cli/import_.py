"""`heard import`: what another system holds, brought in from a file."""

from __future__ import annotations

import json
import resource
import time
from dataclasses import asdict
from pathlib import Path

import click
from tqdm import tqdm

from heard.domain.assets.models import Layer
from heard.domain.assets.operations import import_assets, import_tried
from heard.domain.assets.rules.register import read_register
from heard.domain.places.queries import council_place
from heard.flows.bring_in.bringing import bring_in
from heard.flows.bring_in.kinds import KINDS
from heard.flows.bring_in.matching import matched
from heard.flows.import_addresses import import_addresses
from heard.flows.import_files import format_of, rows_of
from heard.flows.import_files.rejected import RejectedRows
from heard.flows.import_requests import ImportCounts, MappingTrouble, import_requests, load_mapping
from heard.flows.import_requests.mapping import SHIPPED
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import InvalidInput, Refused

KB_PER_MB = 1024


@click.group()
def command() -> None:
    """Bring in what another system holds."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--map", "mapping_name", required=True, help="A mapping file, or the name of one that Heard ships.")
@click.option("--errors", type=click.Path(dir_okay=False, path_type=Path), help="Where rejected rows go, to be mended.")
@click.option("--limit", type=click.IntRange(min=1), help="Read so many rows and stop.")
@click.option("--strict", is_flag=True, help="Reject rows of services that the council does not have.")
@click.option("--json", "as_json", is_flag=True, help="End with the counts as one JSON object.")
def requests(  # noqa: PLR0917 -- click hands over options by name
    file: Path, mapping_name: str, errors: Path | None, limit: int | None, strict: bool, as_json: bool
) -> None:
    """Requests (CSV or JSON lines, also .gz) become cases with their history. Nothing is sent to anybody.

    Safe to run again, also after it was interrupted: what is here already is passed over. Mended rows of the file of
    rejected ones can be imported with the same mapping.
    """
    started = time.monotonic()
    try:
        mapping = load_mapping(_mapping_file(mapping_name))
    except MappingTrouble as trouble:
        raise click.ClickException(str(trouble)) from trouble
    rejected = RejectedRows(errors or _beside(file), kind="jsonl" if mapping.format == "jsonl" else "csv")
    if rejected.file.resolve() == file.resolve():
        raise click.ClickException("The rejected rows cannot go into the file that is read: give another --errors.")
    size = file.stat().st_size
    with rejected, tqdm(total=size, unit="B", unit_scale=True, desc=file.name, mininterval=0.5) as bar:
        counts = import_requests(
            file, mapping=mapping, reject=rejected.add, progress=bar.update, limit=limit, strict=strict
        )
    _report(counts, time.monotonic() - started, rejected, as_json=as_json)


def _brings(code: str, explains: str) -> None:
    """A command for each kind of thing that comes in tables."""

    @command.command(name=code, help=explains)
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--source", required=True, help="A name for the old system, once and for all.")
    @click.option("--column", "pairs", multiple=True, help="A column the names do not tell: ours=theirs.")
    @click.option("--errors", type=click.Path(dir_okay=False, path_type=Path), help="Where rejected rows go.")
    def bring(file: Path, source: str, pairs: tuple[str, ...], errors: Path | None) -> None:
        kind, form = KINDS[code](), format_of(file.name)
        if not form:
            raise click.ClickException("Use a file that ends in .csv, .xlsx, .json or .jsonl.")
        rejected = RejectedRows(errors or _beside(file), kind="csv")
        try:
            first = next(rows_of(file, form), None)
            columns = matched(kind.columns, first.cells if first else ()) | dict(pair.split("=", 1) for pair in pairs)
            if missing := [one.name for one in kind.columns if one.needed and one.name not in columns]:
                names = ", ".join(f"--column {name}=…" for name in missing)
                raise click.ClickException(f"The names of the columns do not tell all: add {names}.")
            with rejected:
                counts = bring_in(
                    rows_of(file, form), kind, columns=columns, source=source, reject=rejected.add, actor=SYSTEM
                )
        except Refused as trouble:
            raise click.ClickException(trouble.sentence) from trouble
        click.echo(f"New: {counts.created:,}. Here already: {counts.repeated:,}. Rejected: {counts.rejected:,}.")
        if counts.rejected:
            click.echo(f"The rejected rows, each with its reason, are in {rejected.file}.")


_brings("people", "Residents and organisations, from a table. Nobody is written to.")
_brings("staff", "Members of staff with their teams, from a table. They choose a password by a link.")
_brings("articles", "Articles of a knowledge base, from a table. They come as drafts.")


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def addresses(file: Path) -> None:
    """The council's addresses (CSV: number, street, locality, postcode, lat, lon), for the address search.

    Safe to run again: an address that is here already moves to its new place.
    """
    try:
        done, passed_over = import_addresses(file, actor=SYSTEM)
    except Refused as trouble:
        raise click.ClickException(trouble.sentence) from trouble
    except UnicodeDecodeError as trouble:
        raise click.ClickException("The file is not in UTF-8. Save it as “CSV UTF-8” and try again.") from trouble
    click.echo(f"{done.read:,} addresses read, {done.added:,} of them new; {passed_over:,} lines without a place.")


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--layer", "code", required=True, help="The code of the layer, as the settings made it.")
@click.option("--code", "code_property", default="", help="The column with the code that stands on each thing.")
@click.option("--name", "name_property", default="", help="The column with a name.")
@click.option("--retire", is_flag=True, help="The file is the whole register: what it leaves out goes out of use.")
@click.option("--try", "trial", is_flag=True, help="Say what would change, and change nothing.")
def assets(  # noqa: PLR0917 -- click hands over options by name
    file: Path, code: str, code_property: str, name_property: str, retire: bool, trial: bool
) -> None:
    """Street lights, bins, trees, schools (GeoJSON or CSV) become things on the map, known by their code.

    Safe to run again with a newer register: known things change, new ones are added. A mistake refuses the whole file.
    """
    layer = Layer.objects.filter(code=code).first()
    if layer is None:
        known = ", ".join(Layer.objects.values_list("code", flat=True)) or "none yet"
        raise click.ClickException(f"There is no layer {code}. Add it in the settings. Known are: {known}.")
    try:
        rows = read_register(
            file.read_bytes(), code_property=code_property, name_property=name_property, near=council_place()
        )
        tried = import_tried(layer, rows=rows)
        done = tried if trial else import_assets(layer, rows=rows, retire=retire, actor=SYSTEM)
    except InvalidInput as trouble:
        raise click.ClickException(trouble.sentence) from trouble
    click.echo(
        f"{len(rows):,} read{' and nothing changed yet' if trial else ''}: {len(done.created):,} new, "
        f"{len(done.changed):,} changed, {done.unchanged:,} as they were, "
        f"{len(done.absent):,} not in the file and {'out of use' if retire else 'left alone'}."
    )


def _mapping_file(name: str) -> Path:
    shipped = SHIPPED / f"{name.replace('-', '_')}.toml"
    if shipped.is_file() and not Path(name).is_file():
        return shipped
    if not Path(name).is_file():
        names = ", ".join(sorted(path.stem.replace("_", "-") for path in SHIPPED.glob("*.toml")))
        raise MappingTrouble(f"There is no mapping {name}. Heard ships: {names}.")
    return Path(name)


def _beside(file: Path) -> Path:
    """`requests.csv.gz` → `requests.rejected.csv`, in the folder one works in."""
    plain = file.name.removesuffix(".gz")
    stem, _, suffix = plain.rpartition(".")
    return Path(f"{stem or plain}.rejected.{'jsonl' if suffix == 'jsonl' else 'csv'}")


def _report(counts: ImportCounts, seconds: float, rejected: RejectedRows, *, as_json: bool) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_PER_MB
    speed = counts.read / seconds if seconds else 0.0
    if as_json:
        more = {"seconds": round(seconds, 2), "rows_per_second": round(speed), "peak_memory_mb": round(peak)}
        click.echo(json.dumps(asdict(counts) | more | {"errors": str(rejected.file) if counts.rejected else None}))
        return
    click.echo(f"Rows read: {counts.read:,}, in {seconds:.0f} seconds ({speed:,.0f} a second).")
    click.echo(
        f"New cases: {counts.created:,}. Here already: {counts.repeated:,}. "
        f"Skipped: {counts.skipped:,}. Rejected: {counts.rejected:,}."
    )
    for reason, number in sorted(counts.reasons.items(), key=lambda item: -item[1]):
        click.echo(f"  {reason}: {number:,}")
    if counts.rejected:
        click.echo(f"The rejected rows, each with its reason, are in {rejected.file}. Mend them and import that file.")
