"""A questionnaire's words in other languages, and answers that a profile suggests."""

from __future__ import annotations

from heard.domain.questions.rules.definition import read
from heard.domain.questions.rules.words import in_language, missing_words, paths_of, prefilled
from tests.domain.questions.trolley import trolley


def test_what_is_translated_is_said_so_and_the_rest_as_it_was_written() -> None:
    spanish = in_language(trolley(), "es")
    where = spanish.question("where")
    assert (where.label, [choice.label for choice in where.choices]) == (
        "¿Dónde está?",
        ["In the street", "En el agua", "On private land"],
    )
    assert (spanish.stops[0].title, spanish.stops[0].text) == ("Es un terreno privado", "Ask the owner.")
    assert in_language(trolley(), "es-mx") == spanish
    assert in_language(trolley(), "fr") == trolley()


def test_what_is_missing_is_told_by_its_path() -> None:
    missing = missing_words(trolley(), "es")
    assert missing["questions.where.choices.street"] == "In the street"
    assert "questions.where.label" not in missing
    assert missing_words(trolley(), "fr") == paths_of(trolley())


def test_a_profile_fills_in_what_it_may() -> None:
    definition = read({"pages": [{"code": "p", "title": "P", "questions": [
        {"code": "who", "kind": "person", "label": "Who?", "prefill": "name"},
        {"code": "home", "kind": "address", "label": "Where do you live?", "prefill": "address"},
        {"code": "talk", "kind": "choice", "label": "Language?", "prefill": "language",
         "choices": [{"code": "en", "label": "English"}]},
        {"code": "other", "kind": "text", "label": "Other?"}]}]})  # fmt: skip
    profile = {"name": "Ana", "phone": "0203 5550142", "language": "en", "address": ""}
    assert prefilled(definition, profile) == {"who": {"name": "Ana", "phone": "0203 5550142"}, "talk": "en"}
    assert "talk" not in prefilled(definition, profile | {"language": "es"})
