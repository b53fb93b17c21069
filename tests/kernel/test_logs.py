"""Lines of the log, and what is left out of them."""

from __future__ import annotations

import io
import logging

import pytest

from heard.kernel.logs import WithoutTokens

WELCOME = "/desk/welcome/0198a1b2-0000-7000-8000-000000000000/"


@pytest.mark.parametrize(
    "path,shown",
    [
        ("/t/abc123/add/", "/t/…/add/"),
        ("/my-data/abc123/code/", "/my-data/…/code/"),
        ("/my-copy/abc:123/", "/my-copy/…/"),
        ("/prove/abc123/code/", "/prove/…/code/"),
        ("/confirm/abc123/", "/confirm/…/"),
        (f"{WELCOME}c1-0f3e/", f"{WELCOME}…/"),
        ("/desk/cases/HRD-7K3M-9XQ/", "/desk/cases/HRD-7K3M-9XQ/"),
    ],
)
def test_a_path_is_logged_without_the_token_in_it(path: str, shown: str) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(WithoutTokens())
    logger = logging.getLogger("a_log_of_its_own")
    logger.addHandler(handler)
    logger.warning("%s: %s", "Bad Request", path)
    logger.warning("Bad Request: " + path)  # noqa: G003 -- as others may write it
    logger.removeHandler(handler)
    assert stream.getvalue() == f"Bad Request: {shown}\n" * 2


def test_the_filter_stands_before_everything_that_is_logged(settings) -> None:
    assert settings.LOGGING["root"]["handlers"] == ["stderr"]
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["without_tokens"]
