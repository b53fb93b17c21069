"""The town that searches are measured on: the same at each run, and as mixed as a town is."""

from __future__ import annotations

import random
from itertools import chain

import pytest

from bench.townsfolk.slips import SLIPS, misspelt
from bench.townsfolk.town import households

SOME = 2_000


def test_the_same_seed_makes_the_same_town_and_another_another() -> None:
    town = list(households(SOME, seed=1))
    assert town == list(households(SOME, seed=1))
    assert town != list(households(SOME, seed=2))
    assert sum(len(household) for household in town) == SOME


def test_families_share_telephones_and_mailboxes_and_names_have_many_scripts() -> None:
    town = list(households(SOME, seed=1))
    families = [household for household in town if len(household) > 1]
    assert any(set(family[0].phones) & set(family[1].phones) for family in families)
    assert any(set(family[0].emails) & set(family[1].emails) for family in families)
    names = [resident.name for resident in chain.from_iterable(town)]
    for script in ("АЯая", "اي", "Αω", "一鿿"):
        assert any(script[0] <= sign <= script[-1] for name in names for sign in name), script
    assert len(set(names)) < len(names)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_changes_one_word_or_two_or_nothing_is_asked(slip) -> None:
    chance = random.Random(3)
    wrong = misspelt("Alexandra Thompson", slip, chance, in_words=2).split()
    assert wrong[0] != "Alexandra"
    assert wrong[1] != "Thompson"
    assert misspelt("Al Lee", slip, chance) is None
