"""Registers as they come: GeoJSON, tables, NGSI things. What is wrong is told with its place in the file."""

import json
from pathlib import Path

import pytest

from heard.domain.assets.rules.register import AssetRow, read_register
from heard.kernel.errors import InvalidInput
from heard.kernel.location import Location

HERE = Location(-72.95, 41.3)


def lamp(code: object = "L-1", lon: object = -72.95, lat: object = 41.3, **properties: object) -> dict[str, object]:
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": geometry, "properties": {"code": code, **properties}}


def geojson(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_geojson() -> None:
    rows = read_register(geojson(lamp(name="Elm  Street", lamp="LED", height=7, gone=None)))

    assert rows == [AssetRow("L-1", HERE, "Elm Street", {"lamp": "LED", "height": 7})]


def test_a_table_with_semicolons_and_other_names() -> None:
    table = "\ufeffRef;Title;Longitude;Latitude;Kind\nB-7; Green bin ;-72,95;41,3;glass\n"

    assert read_register(table.encode()) == [AssetRow("B-7", HERE, "Green bin", {"Kind": "glass"})]


def test_the_column_of_the_code_can_be_said() -> None:
    table = b"id,pole,lon,lat\n1,P-9,-72.95,41.3\n"

    assert [row.code for row in read_register(table)] == ["1"]
    assert [row.code for row in read_register(table, code_property="POLE")] == ["P-9"]


def test_of_a_surface_the_middle() -> None:
    ring = [[-73.0, 41.2], [-72.9, 41.2], [-72.9, 41.4], [-73.0, 41.2]]
    park = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {"code": "park"}}

    place = read_register(geojson(park))[0].location
    assert (place.lon, place.lat) == pytest.approx((-72.95, 41.3))


def test_every_problem_with_its_place() -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_register(geojson(lamp(), lamp(code=""), lamp(code="L-3", lon=41.3, lat=-72.95), lamp()), near=HERE)

    said = refusal.value.fields["file"]
    assert "Feature 2: It has no code" in said
    assert "Feature 3: It lies far from the council" in said
    assert "2 things have the code “L-1”" in said


@pytest.mark.parametrize(
    "content,sentence",
    [
        (b"{nonsense", "not a GeoJSON file"),
        (b'{"type": "Topology"}', "not a FeatureCollection"),
        (b"code,name\nA,b\n", "columns lon and lat"),
        (b"code,lon,lat\n", "nothing in this file"),
        (b"code,lon,lat\nA,east,41\n", "Line 2: It has no place"),
        (b"code,lon,lat\nA,500000,180000\n", "not in degrees"),
        (b"lamp,lon,lat\nA,1,1\n", "which column has the code"),
        ("code,lon,lat\nÄ,1,1\n".encode("latin-1"), "not in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read(content: bytes, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        read_register(content)


def test_street_lights_of_a_smart_city(shared_data: Path) -> None:
    folder = shared_data / "iot" / "streetlighting" / "Streetlight"
    for name in ("example.json", "example.jsonld", "example-normalized.json", "example-normalized.jsonld"):
        (row,) = read_register((folder / name).read_bytes(), near=Location(-3.16, 40.63))
        assert "streetlight" in row.code.lower(), name
