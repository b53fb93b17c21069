"""What residents say, and the service it means."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import heard.cli.sample
from heard.domain.catalogue.models import Service
from heard.domain.catalogue.rules.matching import clear_choice, rank

SAMPLE = Path(heard.cli.sample.__file__).parent / "set_up" / "configuration" / "services"


@pytest.fixture(scope="module")
def services() -> list[Service]:
    """The sample council's."""
    files = [yaml.safe_load(path.read_text()) for path in sorted(SAMPLE.glob("*.yaml"))]
    return [
        Service(name=one["name"], words="\n".join(one.get("words", [])), description=one.get("description", ""))
        for one in files
    ]


@pytest.mark.parametrize(
    "words, name",
    [
        ("street light out", "Street light"),
        ("sreet lihgt", "Street light"),
        ("se fue la luz de la calle", "Street light"),
        ("hole in the road", "Pothole"),
        ("my trash was not picked up", "Missed bin collection"),
        ("a dead animal lies there", "Dead animal"),
        ("abandoned car", "Abandoned vehicle"),
        ("The street light at 12 Elm Street has been out for a week, and it is dark by the school.", "Street light"),
    ],
)
def test_clear_words_name_one_service(services: list[Service], words: str, name: str) -> None:
    ranked = rank(services, words)
    assert ranked[0].service.name == name
    choice = clear_choice(ranked)
    assert choice is not None
    assert choice.name == name


@pytest.mark.parametrize("words", ["bin", "Hello, a question about my taxes", "…"])
def test_words_that_may_mean_several_or_nothing_choose_nothing(services: list[Service], words: str) -> None:
    assert clear_choice(rank(services, words)) is None


def test_one_word_of_many_services_does_not_bring_them_all(services: list[Service]) -> None:
    assert len(rank(services, "street light out")) <= 3


def test_a_catalogue_of_one_is_found_too() -> None:
    only = Service(name="Pothole", words="hole in the road")
    assert [match.service for match in rank([only], "there is a hole")] == [only]
    assert rank([only], "good morning") == []
    assert rank([], "hole") == []
