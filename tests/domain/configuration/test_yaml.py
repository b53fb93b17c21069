"""What is written is read as it was; what is not plain is refused with its line."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.domain.configuration.rules.reading import Unreadable, read_yaml
from heard.domain.configuration.rules.writing import tidied, write_yaml

TRAPS = [
    "yes", "no", "on", "12:30", "2026-12-24", "0123", "1.5e3", "1e5", "~", "null", "", " a", "a ", "a\n", "\na",
    "a\r\nb", "- x", "#", "a: b", "{", "a # b", "'", '"', "\t", "1_000", "0x1F", "é\u2028", "|", "%", "@", "`",
]  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")) | st.sampled_from(TRAPS)
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
)
DATA = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)


@settings(max_examples=500)
@given(DATA)
def test_what_is_written_is_read(data: object) -> None:
    assert read_yaml(write_yaml(data).encode()).data == data


@settings(max_examples=200)
@given(DATA)
def test_the_order_of_keys_is_always_the_same(data: object) -> None:
    text = write_yaml(tidied(data))
    assert write_yaml(tidied(read_yaml(text.encode()).data)) == text


@settings(max_examples=300)
@given(st.dictionaries(TEXTS, TEXTS, max_size=4))
def test_other_programs_read_the_same_words(data: dict[str, str]) -> None:
    assert yaml.safe_load(write_yaml(data)) == data


def test_long_texts_are_blocks() -> None:
    assert write_yaml({"text": "Hello {name},\n\nIt is done."}) == "text: |-\n  Hello {name},\n\n  It is done.\n"


def test_words_are_words_and_times_are_times() -> None:
    text = b"open: no\nat: 08:30\nday: 2026-12-24\nfew: 3\nhalf: 0.5\nnumber: 007\nis: true\nnot:\n"
    assert list(read_yaml(text).data.values()) == ["no", "08:30", "2026-12-24", 3, 0.5, "007", True, None]


@pytest.mark.parametrize(
    "text, line, word",
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "not YAML"),
        ("a: &x 1\n", 1, "Anchors"),
        ("a: 1\nb: *a\n", 2, "Anchors"),
        ("a: 1\nb: !!python/object/apply:os.system ['ls']\n", 2, "tags"),
        ("a: 1\na: 2\n", 2, "twice"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("? [1]\n: 2\n", 1, "key is a word"),
        ("a: " + "[" * 40 + "]" * 40, 1, "nested too deeply"),
        ("a: 1\n\tb: 2\n", 2, "not YAML"),
    ],
)
def test_what_is_not_plain_is_refused_with_its_line(text: str, line: int, word: str) -> None:
    with pytest.raises(Unreadable, match=word) as refused:
        read_yaml(text.encode())
    assert refused.value.line == line


def test_what_is_not_utf8_is_refused_with_its_line() -> None:
    with pytest.raises(Unreadable, match="UTF-8") as refused:
        read_yaml(b"a: 1\nb: caf\xe9\n")
    assert refused.value.line == 2


def test_the_line_of_each_part_is_known() -> None:
    page = read_yaml(b"pages:\n- code: a\n  questions:\n  - code: b\n    least: 3\n")
    assert page.line(("pages", 0, "questions", 0, "least")) == 5
    assert page.line(("pages", 0, "questions", 0, "most")) == 4
    assert page.line(("stops", 3)) == 1


def test_no_number_is_infinite() -> None:
    assert read_yaml(b"least: 1.0e999\nmost: 1.0e9\n").data == {"least": "1.0e999", "most": 1e9}
