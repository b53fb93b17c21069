"""What the look needs of the server."""

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import RequestFactory

from heard.kernel.errors import InvalidInput, NotAllowed, Refused
from heard.web.ui import views
from heard.web.ui.context import council
from heard.web.ui.errors import HeardErrorMiddleware, broken, not_found

request = RequestFactory().get("/")


def test_a_council_with_its_own_colour_gets_its_own_styles(settings) -> None:
    settings.HEARD_COUNCIL = settings.HEARD_COUNCIL | {"colour": "#7A1F5C"}
    look = council(request)["council"]
    assert look["stylesheet"].startswith("/council.css?v=")
    assert b"--heard-brand:#7a1f5c" in views.council_css(request).content


@pytest.mark.parametrize("colour", ["", "crimson", "#fff; } * { display: none"])
def test_without_a_colour_the_built_styles_are_enough(settings, colour) -> None:
    settings.HEARD_COUNCIL = settings.HEARD_COUNCIL | {"colour": colour}
    assert council(request)["council"]["stylesheet"] == ""
    assert b"display" not in views.council_css(request).content


def test_the_manifest_names_the_council(settings) -> None:
    settings.HEARD_COUNCIL = settings.HEARD_COUNCIL | {"name": "Harbourside Council"}
    manifest = views.manifest(request)
    assert manifest["Content-Type"] == "application/manifest+json"
    assert b'"name": "Harbourside Council"' in manifest.content


@pytest.mark.parametrize(
    "error, status",
    [
        (NotAllowed(), 403),
        (Refused("It is closed already."), 409),
        (InvalidInput({"email": "Enter an address."}), 400),
    ],
)
def test_an_error_of_the_domain_becomes_a_page(error, status) -> None:
    answer = HeardErrorMiddleware(lambda _: None).process_exception(request, error)
    assert answer.status_code == status


def test_a_refusal_tells_nothing() -> None:
    middleware = HeardErrorMiddleware(lambda _: None)
    assert middleware.process_exception(request, PermissionDenied("case 17")) is None
    assert b"You cannot do this" not in middleware.process_exception(request, NotAllowed()).content


def test_other_errors_are_not_hidden() -> None:
    assert HeardErrorMiddleware(lambda _: None).process_exception(request, KeyError("x")) is None


def test_pages_for_what_is_missing_or_broken() -> None:
    assert not_found(request, LookupError()).status_code == 404
    assert broken(request).status_code == 500


@pytest.mark.parametrize("base", ["ui/portal_base.html", "ui/desk_base.html"])
def test_no_page_carries_a_script_or_a_style_inside(base) -> None:
    html = render_to_string(base, council(request))
    assert "<style" not in html
    assert "style=" not in html
    assert all("src=" in opening for opening in html.split("<script")[1:])
