"""Mounts the surfaces, and nothing else."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("heard.web.desk.urls")),
    path("live/", include("heard.web.live.urls")),
    path("", include("heard.web.ui.urls")),
    path("", include("heard.web.portal.urls")),
]

handler400 = "heard.web.ui.errors.bad_request"
handler403 = "heard.web.ui.errors.forbidden"
handler404 = "heard.web.ui.errors.not_found"
handler500 = "heard.web.ui.errors.broken"
