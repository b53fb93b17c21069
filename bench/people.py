"""People found among many: `HEARD_DATA=/some/folder python -m bench people [--people 1000000] [--each 200]`.

With `--people`, an empty folder is first filled with a town of so many; without, the town at hand is asked.
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from bench.ground import make_ready

make_ready()

from bench.measuring import measured, plain_connection  # noqa: E402 -- after the settings are there
from bench.townsfolk import answers  # noqa: E402
from bench.townsfolk.questions import pairs  # noqa: E402
from bench.townsfolk.writing import write_town  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, help="fill an empty folder with so many first")
    options.add_argument("--processes", type=int, default=2, help="that many write")
    options.add_argument("--doublings", type=int, default=0, help="write everybody again so often: quicker")
    options.add_argument("--each", type=int, default=200, help="of each question")
    options.add_argument("--misspelt", type=int, default=500, help="names")
    options.add_argument("--json", action="store_true", help="one JSON object a line")
    arguments = options.parse_args()
    if arguments.people:
        write_town(arguments.people, processes=arguments.processes, doublings=arguments.doublings)
    for result in results(arguments.each, arguments.misspelt):
        print(json.dumps(result) if arguments.json else "  ".join(f"{key} {value}" for key, value in result.items()))


def results(calls: int, misspelt: int) -> Iterator[dict[str, Any]]:
    """Times of each question, then what is found, how large it is and what sealing costs."""
    with plain_connection() as plain:
        for name, pair in pairs(plain).items():
            yield measured(f"people_{name}", pair, calls=calls)
        for in_words in (1, 2):
            yield answers.recall(plain, misspelt, in_words=in_words)
        yield answers.sizes(plain)
        yield answers.opening(plain)


if __name__ == "__main__":
    main()
