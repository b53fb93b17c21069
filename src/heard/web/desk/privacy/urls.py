"""The URLs of privacy."""

from __future__ import annotations

from django.urls import URLPattern, path

from heard.web.desk.privacy import first, holds, looks, own_street, requests

urlpatterns: list[URLPattern] = [
    path("", first.first_part, name="privacy"),
    path("requests/", requests.queue, name="requests"),
    path("requests/of/<uuid:person_id>/", requests.take_down, name="request_new"),
    path("requests/<uuid:request_id>/", requests.request_page, name="request"),
    path("requests/<uuid:request_id>/copies/<uuid:copy_id>/", requests.copy_file, name="request_copy"),
    path("requests/<uuid:request_id>/<slug:action>/", requests.act, name="request_act"),
    path("looks/", looks.looks, name="looks"),
    path("looks/<uuid:staff_id>/", looks.of_one, name="looks_of"),
    path("own-street/", own_street.own_street, name="own_street"),
    path("holds/", holds.holds, name="holds"),
    path("holds/on-case/<str:reference>/", holds.hold_case, name="hold_case"),
    path("holds/on-person/<uuid:person_id>/", holds.hold_person, name="hold_person"),
    path("holds/<uuid:hold_id>/end/", holds.end, name="hold_end"),
]
