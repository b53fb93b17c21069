"""What every answer carries, and what becomes of requests that are too much, forged or cut off."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from heard.web.ui import safety

READ_SETTINGS = """
import json
from heard.config import settings
print(json.dumps({name: getattr(settings, name) for name in (
    "DEBUG", "HEARD_DEMO", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME", "SECURE_HSTS_SECONDS",
    "CONTENT_SECURITY_POLICY")}))
"""


def settings_with(tmp_path, **environment: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", READ_SETTINGS],
        env={"HEARD_DATA": str(tmp_path), "PYTHONPATH": ":".join(sys.path), **environment},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.django_db
def test_every_page_carries_its_safety_in_its_headers(client) -> None:
    answer = client.get("/track/")
    assert answer["Permissions-Policy"].startswith("geolocation=(self), camera=(self), microphone=()")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_on_https_cookies_stay_on_this_host_and_on_https(tmp_path) -> None:
    found = settings_with(
        tmp_path, HEARD_URL="https://council.example", HEARD_LIVE_PORT="4711", HEARD_HOSTS=".c.example"
    )
    assert (found["SESSION_COOKIE_NAME"], found["CSRF_COOKIE_NAME"]) == ("__Host-session", "__Host-csrf")
    assert found["SESSION_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"]
    listens = found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["connect-src"]
    assert "https://council.example:4711" in listens
    assert "https://*.c.example:4711" in listens
    assert not any("//*:" in place for place in listens)


def test_nothing_of_a_demonstration_is_on_unless_asked_for(tmp_path) -> None:
    found = settings_with(tmp_path)
    assert not found["DEBUG"]
    assert not found["HEARD_DEMO"]


def test_a_request_larger_than_all_its_files_may_be_is_refused_in_words_before_anything_is_kept(monkeypatch) -> None:
    monkeypatch.setattr(safety, "MOST_BYTES", 1000)
    monkeypatch.setattr(safety, "MOST_THROWN_AWAY", 4000)
    for size, read in ((2000, 2000), (5000, 0)):
        body = io.BytesIO(b"x" * size)
        request = RequestFactory().generic("POST", "/", b"")
        request.META["CONTENT_LENGTH"], request._read_started, request._stream = str(size), False, body
        answer = safety.SafetyMiddleware(lambda _request: pytest.fail("it was let in"))(request)
        assert answer.status_code == 413
        assert b"each may have 25 MB" in answer.content
        assert body.tell() == read  # a browser shows the answer once it has sent everything


@pytest.mark.django_db
def test_a_forged_form_gets_a_sentence(db) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/desk/sign-in/", {"email": "ana@example.org", "password": "secret"})
    assert answer.status_code == 403
    assert b"Nothing was saved" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {f"field{n}": "x" for n in range(1100)},
        {f"file{n}": SimpleUploadedFile("a.txt", b"x") for n in range(110)},
        {"description": "x" * 6_000_000},
    ],
    ids=["fields", "files", "words"],
)
def test_thousands_of_parts_get_a_sentence(client, sent) -> None:
    answer = client.post("/desk/sign-in/", sent)
    assert answer.status_code == 400
    assert b"with fewer or smaller files" in answer.content
