"""Files as a set-up: every mistake of form is told at once, each with its file and line."""

from __future__ import annotations

import pytest

from heard.domain.configuration.rules.folder import read, written
from heard.domain.configuration.rules.problems import BrokenFiles

HEAD = b"format: 1\ncouncil: Fairmere\n"


def problems(files: dict[str, str]) -> list[str]:
    with pytest.raises(BrokenFiles) as broken:
        read({"heard.yaml": HEAD} | {name: text.encode() for name, text in files.items()})
    return [str(problem) for problem in broken.value.problems]


def test_a_set_up_is_read_and_written_as_it_was() -> None:
    files = {
        "heard.yaml": HEAD,
        "groups.yaml": b"- code: roads\n  name: Roads\n- code: bins\n  name: Bins\n",
        "services/pothole.yaml": b"code: pothole\nname: Pothole\ngroup: roads\nwords:\n- crater\n",
    }
    documents = read(files)
    assert [group["code"] for group in documents.setup["groups"]] == ["roads", "bins"]
    assert documents.council == "Fairmere"
    assert written(documents.setup, council="Fairmere") == files


def test_every_mistake_is_told_with_its_file_and_line() -> None:
    told = problems({
        "groups.yaml": "- code: roads\n  name: Roads\n  colour: red\n- name: Bins\n",
        "services/pothole.yaml": "code: crater\nname: Pothole\ngroup: roads\n",
        "services/snow.yaml": "code: snow\nname: 12\ngroup: roads\nreopen_days: soon\nconfidential: 1\nwords: ice\n",
        "rules.yaml": "name: not a list\n",
        "notes.yaml": "a: 1\n",
    })  # fmt: skip
    assert [one.partition(" ")[0] for one in told] == [
        "groups.yaml:3:", "groups.yaml:4:", "notes.yaml:1:", "rules.yaml:1:", "services/pothole.yaml:1:",
        "services/snow.yaml:2:", "services/snow.yaml:4:", "services/snow.yaml:5:", "services/snow.yaml:6:",
    ]  # fmt: skip
    assert "There is no key “colour” here" in told[0]
    assert "The key “code” is missing" in told[1]
    assert "crater.yaml" in told[4]


def test_what_stands_twice_is_told_but_rules_may_have_namesakes() -> None:
    assert problems({"groups.yaml": "- {code: a, name: A}\n- {code: a, name: B}\n"}) == [
        "groups.yaml:2: “a” stands here twice."
    ]
    rules = b"- {name: Snow, team: roads}\n- {name: Snow, team: roads}\n"
    assert len(read({"heard.yaml": HEAD, "rules.yaml": rules}).setup["rules"]) == 2


def test_another_format_and_none_are_refused() -> None:
    for head in (b"format: 2\n", b"", b"- 1\n"):
        with pytest.raises(BrokenFiles, match="Nothing was changed"):
            read({"heard.yaml": head})
    with pytest.raises(BrokenFiles):
        read({"groups.yaml": b"[]\n"})


def test_what_stands_beside_a_set_up_is_passed_over() -> None:
    beside = {"README.md": b"# Ours\n", ".git/config": b"[core]\n", "__MACOSX/._heard.yaml": b"\0", "LICENSE": b"MIT\n"}
    assert read({"heard.yaml": HEAD} | beside).setup == {}


def test_usual_values_are_left_out() -> None:
    text = b"code: a\nname: A\ngroup: b\nactive: true\nreopen_days: 14\nconfidential: false\nwords: []\nfee: ''\n"
    documents = read({"heard.yaml": HEAD, "services/a.yaml": text})
    assert documents.setup["services"] == [{"code": "a", "name": "A", "group": "b"}]


def test_areas_are_lines_of_geojson() -> None:
    item = {"code": "west", "name": "West", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}}
    file = written({"areas": [item]}, council="")["areas.geojson"]
    assert file.count(b"\n") == 3
    assert read({"heard.yaml": HEAD, "areas.geojson": file}).setup["areas"] == [item]
    assert problems({"areas.geojson": '{"type": "FeatureCollection", "features": [\n{"type": "Feature"}]}'}) == [
        "areas.geojson:2: This is a group of keys, indented under this one."
    ]
