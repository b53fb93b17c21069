"""The XML of an Open311 GeoReport v2 server, as FixMyStreet and others answer `requests.xml`."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from heard.flows.import_files.row import Row
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element


def open311_rows(file: Path, progress: Callable[[int], None]) -> Iterator[Row]:
    """Each `request`, its elements as columns."""
    number = 0
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as opened:
            for _event, element in iterparse(opened, events=("end",)):
                if element.tag == "request" and len(element):
                    number += 1
                    yield Row(_cells(element), number)
                    element.clear()
    except ParseError as error:
        raise Refused(f"This XML is broken after request {number}: {error}.") from error
    except (DefusedXmlException, OSError, EOFError) as error:
        raise Refused("This XML cannot be read. Export it without entities of its own.") from error
    progress(file.stat().st_size)


def _cells(element: Element) -> dict[str, str]:
    return {child.tag: "".join(child.itertext()).strip() for child in element}
