"""The sample council's two years: everything that came in and what became of it, told beat by beat, written at once."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from heard.cli.sample.agreeing import agreements
from heard.cli.sample.demand import Demand
from heard.cli.sample.families import Family, settle_households, settle_organisations
from heard.cli.sample.life import Life
from heard.cli.sample.loose_ends import LooseEnds
from heard.cli.sample.places import sample_addresses
from heard.cli.sample.plot import Plot, opens_by_web
from heard.cli.sample.residents import residents
from heard.cli.sample.voices import voices
from heard.cli.sample.world import World
from heard.domain.people.queries.topics import active_topic_codes
from heard.flows.write_history import write_history
from heard.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from heard.cli.sample.demand import Occasion
    from heard.domain.conversations.operations.messages import NewAttachment

PEOPLE_PER_CASE = 1.0
REPORTED_TWICE = 0.05
FOLLOWED = 0.06
# A storm some days ago, as a share of all cases: what it left is still being cleared up.
STORM, STORM_DAYS_AGO = 0.052, 5.0
STORM_LEFT = (
    "drain",
    "drain",
    "fallen-tree",
    "tree",
    "street-light",
    "road-sign",
    "pothole",
    "missed-bin",
    "sidewalk",
)
# Promises that count day and night come due in the next hour, whatever time it is now.
DUE_WITHIN_THE_HOUR = [
    ("blocked-road", 4, 12, {"passable": "one_lane"}), ("blocked-road", 4, 51, {"passable": "no"}),
    ("fallen-tree", 4, 24, {"blocks": "road"}), ("fallen-tree", 4, 38, {"blocks": "building"}),
    ("signal", 4, 45, {"fault": "dark"}), ("graffiti", 24, 33, {"offensive": True}),
    ("graffiti", 24, 57, {"offensive": True}), ("blocked-road", 4, -9, {"passable": "yes"}),
]  # fmt: skip
JUST_IN = [("pothole", 3), ("missed-bin", 7), ("street-light", 14), ("noise", 19), ("fly-tipping", 26), ("tree", 41)]


def tell_two_years(
    *,
    seed: int,
    cases: int,
    photos: dict[str, list[NewAttachment]],
    progress: Callable[[datetime], None] = lambda _: None,
) -> list[Life]:
    """Imagine so many cases (and those that lie about today), and write them down."""
    now = clock.now()
    homes = sample_addresses(seed=seed)
    world = World(seed=seed, now=now, references=2 * cases + 200, photos=photos)
    people = residents(max(40, round(cases * PEOPLE_PER_CASE)), homes, world.random)
    family = Family(homes)
    demand = Demand(people, homes, set(voices()) & set(world.services), world.random, now)
    stage = _Stage(world, demand)
    for occasion in _occasions(demand, world, family, cases):
        stage.announce(occasion)
    world.timetable.run(now, progress=progress)
    loose = LooseEnds(world, stage.lives)
    for life in stage.lives:
        life.history.settle(now)
    met = [one for one in [*people, *loose.strangers, *family.members] if one.person]
    clerk = world.staff_of(world.teams["contact-centre"])[0]
    consents = agreements(people, topics=sorted(active_topic_codes()), clerk=clerk, now=now)
    write_history(
        people=[one.person for one in met if one.person],
        identities=[identity for one in met for identity in one.identities],
        cases=[life.history for life in stage.lives],
        conversations=[talk for life in stage.lives for _one, talk in life.talks] + loose.talks,
        envelopes=loose.envelopes,
        consents=consents,
    )
    family.settle(clerk)
    known = [one for one in people if one.person]
    settle_households(known, clerk=clerk)
    settle_organisations(known, clerk=clerk)
    return stage.lives


def _occasions(demand: Demand, world: World, family: Family, cases: int) -> list[Occasion]:
    """Everything that gives somebody a reason to get in touch."""
    usual, storm = demand.occasions(cases), _storm(demand, world, cases)
    return [*usual, *storm, *family.occasions(world.now), *_today(demand, world.now)]


def _today(demand: Demand, now: datetime) -> list[Occasion]:
    pressing = [
        demand.occasion_at(service, now - timedelta(hours=hours, minutes=-left), answers=answers, open_end=True)
        for service, hours, left, answers in DUE_WITHIN_THE_HOUR
    ]
    return pressing + [demand.occasion_at(service, now - timedelta(minutes=ago)) for service, ago in JUST_IN]


def _storm(demand: Demand, world: World, cases: int) -> list[Occasion]:
    chance = world.random
    return [
        demand.occasion_at(
            chance.choice(STORM_LEFT), world.now - timedelta(days=STORM_DAYS_AGO * chance.random() ** 0.5, hours=1)
        )
        for _ in range(round(cases * STORM))
    ]


class _Stage:
    """Where lives begin, and meet one another."""

    def __init__(self, world: World, demand: Demand) -> None:
        self.world, self.demand = world, demand
        self.lives: list[Life] = []

    def announce(self, occasion: Occasion) -> None:
        self.world.timetable.at(occasion.at, lambda _at: self._take_up(occasion))

    def _take_up(self, occasion: Occasion) -> None:
        plot = self._begin(occasion)
        if opens_by_web(plot.life) and not plot.life.voice.get("home"):
            self._bring_together(plot)

    def _begin(self, occasion: Occasion) -> Plot:
        life = Life(self.world, occasion, len(self.lives), self.demand.crossing(occasion.address))
        self.lives.append(life)
        return Plot(self.world, life)

    def _bring_together(self, plot: Plot) -> None:
        """Others see the same thing: they add their voice, or report it once more."""
        life, chance = plot.life, plot.random
        if chance.random() < REPORTED_TWICE:
            again = self.demand.again(life.occasion, life.at + timedelta(hours=chance.uniform(3, 60)))
            self.world.timetable.at(again.at, lambda _at: self._repeat(again, life))
        if chance.random() < FOLLOWED:
            for _ in range(chance.randint(1, 4)):
                other = self.demand.again(life.occasion, life.at + timedelta(hours=chance.uniform(2, 90)))
                self.world.timetable.at(other.at, partial(plot.be_joined, other.resident))

    def _repeat(self, again: Occasion, first: Life) -> None:
        if not first.is_open or again.resident is first.resident:
            return
        plot = self._begin(again)
        hours = plot.random.uniform(0.2, 20)
        self.world.timetable.at(
            again.at + timedelta(hours=hours), lambda at: plot.be_merged_into(first, max(at, first.case.updated_at))
        )
