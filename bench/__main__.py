"""`python -m bench --list`, `python -m bench NAME [--json] [--calls N]`: one bench, next to its reference."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from bench.ground import make_ready

if TYPE_CHECKING:
    from collections.abc import Callable

VIEWS = ("mine", "team", "unassigned", "soon", "all")
# Each answers on the council of HEARD_DATA: a module and what is called in it.
PAIRS: dict[str, tuple[str, str, tuple[Any, ...]]] = {
    **{f"inbox_{view}": ("bench.lists", "pair_named", (view,)) for view in VIEWS},
    "search_common": ("bench.searching", "pair_named", ("COMMON",)),
    "search_rare": ("bench.searching", "pair_named", ("RARE",)),
    "search_faded": ("bench.searching", "pair_named", ("FADED",)),
    "case_data": ("bench.pages", "data", ()),
    "case_page": ("bench.pages", "page", ()),
    "map_open": ("bench.maps", "pair", ()),
    "nearby_duplicates": ("bench.nearness", "pair", ()),
}
MEASURES = {"import": "bench.importing", "duplicates": "bench.duplicates"}
# These bring their own data and process; they print by themselves.
PROGRAMS = ("key_rotation", "mail_rules", "live_streams", "people", "segments", "survival", "views")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("name", nargs="?", choices=[*PAIRS, *MEASURES, *PROGRAMS])
    options.add_argument("--list", action="store_true", help="the names of the benches")
    options.add_argument("--json", action="store_true", help="one JSON object")
    options.add_argument("--calls", type=int, default=200)
    arguments, rest = options.parse_known_args()
    if arguments.list or not arguments.name:
        print("\n".join([*PAIRS, *MEASURES, *PROGRAMS]))
        return
    if arguments.name in PROGRAMS:
        sys.argv = [arguments.name, *rest, *(["--json"] if arguments.json else [])]
        importlib.import_module(f"bench.{arguments.name}").main()
        return
    result = run(arguments.name, arguments.calls)
    print(json.dumps(result) if arguments.json else _as_line(result))


def run(name: str, calls: int) -> dict[str, Any]:
    """The result of one bench of the council at hand."""
    make_ready()
    if name in MEASURES:
        measure: Callable[[int], dict[str, Any]] = importlib.import_module(MEASURES[name]).measure
        return measure(calls)
    module, function, arguments = PAIRS[name]
    pair = partial(getattr(importlib.import_module(module), function), *arguments)()
    result: dict[str, Any] = importlib.import_module("bench.measuring").measured(name, pair, calls=calls)
    return result


def _as_line(result: dict[str, Any]) -> str:
    return "  ".join(f"{key} {value}" for key, value in result.items())


if __name__ == "__main__":
    main()
