"""What has to be looked after by the clock: work left behind by a crash, dates that come near, old drafts."""

from __future__ import annotations

from procrastinate.contrib.django import app

from heard.flows.forget_drafts import forget_drafts
from heard.flows.keep_profiles import keep_profiles
from heard.flows.pick_up_left_behind import pick_up_left_behind
from heard.flows.rotate_keys import go_on_with_rotation
from heard.flows.warn_of_deadlines import warn_of_deadlines
from heard.kernel import throttle


@app.periodic(cron="* * * * *")
@app.task(name="heard.pick_up_left_behind", queueing_lock="pick_up_left_behind")
def each_minute(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate says when it should have run
    """Queue anew what a crash left behind."""
    pick_up_left_behind()


@app.periodic(cron="*/5 * * * *")
@app.task(name="heard.warn_of_deadlines", queueing_lock="warn_of_deadlines")
def each_five_minutes(timestamp: int) -> None:  # noqa: ARG001
    """Tell teams of dates that come near."""
    warn_of_deadlines()


@app.periodic(cron="17 3 * * *")
@app.task(name="heard.forget_drafts", queueing_lock="forget_drafts")
def each_night(timestamp: int) -> None:  # noqa: ARG001
    """Remove reports that nobody finished, and old counts."""
    forget_drafts()
    throttle.forget()


@app.periodic(cron="41 3 * * *")
@app.task(name="heard.keep_profiles", queueing_lock="keep_profiles")
def each_night_of_people(timestamp: int) -> None:  # noqa: ARG001
    """Age bands that are true, and no note past its day."""
    keep_profiles()


@app.periodic(cron="11 4 * * *")
@app.task(name="heard.go_on_with_rotation", queueing_lock="go_on_with_rotation")
def each_night_of_keys(timestamp: int) -> None:  # noqa: ARG001
    """A rotation of the council key that nobody finished, or that began by another setting, comes to its end."""
    go_on_with_rotation()
