"""What speaks for two records being one person: rules, without a database."""

from __future__ import annotations

from itertools import combinations

import pytest

from heard.domain.people.rules.likeness import HOUSEHOLD_POINTS, Reason, Traits, in_words, likeness, surely_one
from heard.domain.people.rules.names_alike import NameLikeness, names_alike

PHONE, EMAIL, HOME = ("phone", "p"), ("email", "e"), ("address", "a")


def traits(
    name: str = "", *identities: tuple[str, str], born: str = "", proved: tuple[tuple[str, str], ...] = ()
) -> Traits:
    return Traits(
        frozenset([name] if name else []),
        frozenset([born] if born else []),
        frozenset(identities) | frozenset(proved),
        frozenset(proved),
    )


@pytest.mark.parametrize(
    "one, other, expected",
    [
        ("Rosa Alvarez", "ALVAREZ Rosa", NameLikeness.SAME),
        ("Zoë O’Brien", "zoe obrien", NameLikeness.SAME),
        ("Дмитрий Иванов", "Dmitriy Ivanov", NameLikeness.SAME),
        ("Rosa Alvarez", "Rosa María Alvarez", NameLikeness.SIMILAR),
        ("Rosa Alvarez", "R. Alvarez", NameLikeness.SIMILAR),
        ("Rosa Alvarez", "Rosa Alvares", NameLikeness.SIMILAR),
        ("Rosa", "Rosa Alvarez", NameLikeness.SIMILAR),
        ("Alvarez", "Rosa Alvarez", NameLikeness.SURNAME),
        ("Rosa Alvarez", "Ben Alvarez", NameLikeness.SURNAME),
        ("Rosa Alvarez", "Ben Okafor", NameLikeness.DIFFERENT),
        ("Rosa Alvarez", "", NameLikeness.UNKNOWN),
    ],
)
def test_names_are_compared_as_people_write_them(one: str, other: str, expected: NameLikeness) -> None:
    assert names_alike([one], [other]) is expected
    assert names_alike([other], [one]) is expected


def test_a_maiden_name_counts_as_a_name() -> None:
    assert names_alike(["Rosa Alvarez", "Rosa Marsh"], ["Rosa Marsh"]) is NameLikeness.SAME


def test_a_name_alone_is_no_suggestion() -> None:
    assert not likeness(traits("Rosa Alvarez"), traits("Rosa Alvarez")).is_suggested


def test_more_that_agrees_counts_more() -> None:
    rosa = traits("Rosa Alvarez", PHONE, EMAIL, born="1988-02-03", proved=(EMAIL,))
    others = [
        rosa,
        traits("Rosa Alvarez", PHONE, EMAIL, born="1988-02-03"),
        traits("R Alvarez", born="1988-02-03"),
        traits("Rosa Alvarez", PHONE),
        traits("Ben Alvarez", PHONE),
    ]
    scores = [likeness(rosa, other).score for other in others]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


@pytest.mark.parametrize("shared", [(PHONE,), (EMAIL,), (HOME,), (PHONE, EMAIL, HOME)])
@pytest.mark.parametrize("name", ["Ben Alvarez", "Ben Okafor"])
def test_shared_by_another_name_it_is_a_household_hint_and_scores_low(
    shared: tuple[tuple[str, str], ...], name: str
) -> None:
    found = likeness(traits("Rosa Alvarez", *shared), traits(name, *shared))
    assert found.score <= HOUSEHOLD_POINTS
    assert found.reasons[0] is Reason.HOUSEHOLD


def test_another_birth_date_is_somebody_else_whatever_they_share() -> None:
    one, other = (traits("Rosa Alvarez", PHONE, EMAIL, HOME, born=born) for born in ("1988-02-03", "1990-02-03"))
    assert likeness(one, other).score <= HOUSEHOLD_POINTS


def test_a_birth_date_counts_only_with_the_name() -> None:
    assert not likeness(traits("Rosa Alvarez", born="1988-02-03"), traits("Ben Okafor", born="1988-02-03")).is_suggested
    assert likeness(traits("Rosa Alvarez", born="1988-02-03"), traits("Rosa Alvares", born="1988-02-03")).score >= 50


def test_likeness_is_mutual_and_at_most_a_hundred() -> None:
    people = [
        traits(name, *shared, born=born, proved=proved)
        for name in ("Rosa Alvarez", "Ben Alvarez", "")
        for shared in ((), (PHONE, EMAIL, HOME))
        for born in ("", "1988-02-03")
        for proved in ((), (EMAIL,))
    ]
    for one, other in combinations(people, 2):
        assert likeness(one, other) == likeness(other, one)
        assert 0 <= likeness(one, other).score <= 100


def test_surely_one_needs_a_proof_by_both_and_nothing_against_it() -> None:
    rosa = traits("Rosa Alvarez", born="1988-02-03", proved=(EMAIL,))
    assert surely_one(rosa, traits("rosa alvarez", proved=(EMAIL,)))
    assert surely_one(rosa, traits("", proved=(EMAIL,)))
    assert not surely_one(rosa, traits("Rosa Alvarez", EMAIL))
    assert not surely_one(rosa, traits("R Alvarez", proved=(EMAIL,)))
    assert not surely_one(rosa, traits("Rosa Alvarez", born="1990-02-03", proved=(EMAIL,)))


def test_each_reason_has_its_words() -> None:
    assert len(set(in_words(Reason))) == len(Reason)
