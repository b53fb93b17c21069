"""The council's addresses from a file: found by the search, whatever the columns are called."""

from pathlib import Path

import pytest

from heard.domain.places.models import Address
from heard.domain.places.queries import addresses_matching
from heard.flows.import_addresses import import_addresses
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import Refused

pytestmark = pytest.mark.django_db


def file_of(folder: Path, text: str) -> Path:
    file = folder / "addresses.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_an_imported_address_is_found(tmp_path: Path) -> None:
    file = file_of(tmp_path, "LON,LAT,NUMBER,STREET,CITY,POSTCODE\n-0.5,51.5,12,Mill Lane,Northfield,NF1 2AB\n")
    done, passed_over = import_addresses(file, actor=SYSTEM)
    assert (done.read, done.added, passed_over) == (1, 1, 0)
    [found] = addresses_matching("12 mill")
    assert found.text == "12 Mill Lane, Northfield NF1 2AB"
    assert (found.location.lon, found.location.lat) == (-0.5, 51.5)


def test_run_again_an_address_moves_and_is_not_doubled(tmp_path: Path) -> None:
    import_addresses(file_of(tmp_path, "address,lat,lon\n1 High Street,51.5,-0.5\n"), actor=SYSTEM)
    done, _ = import_addresses(file_of(tmp_path, "address,lat,lon\n1 High Street,51.6,-0.5\n"), actor=SYSTEM)
    assert done.added == 0
    assert Address.objects.get().location.lat == 51.6


def test_lines_without_a_place_or_a_street_are_counted(tmp_path: Path) -> None:
    text = "street,lat,lon\nA Road,,\nB Road,here,there\nC Road,95,-0.5\n,51.5,-0.5\nD Road,51.5,-0.5\n"
    done, passed_over = import_addresses(file_of(tmp_path, text), actor=SYSTEM)
    assert (done.read, passed_over) == (1, 4)


def test_a_file_without_the_columns_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="street"):
        import_addresses(file_of(tmp_path, "name,where\nA,B\n"), actor=SYSTEM)
