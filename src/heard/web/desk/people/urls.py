"""The pages of one resident."""

from __future__ import annotations

from django.urls import URLPattern, path

from heard.web.desk.people import compare, page, parts

urlpatterns: list[URLPattern] = [
    path("<uuid:person_id>/", page.person_page, name="person"),
    path("<uuid:person_id>/compare/<uuid:other_id>/", compare.compare, name="person_compare"),
    path("<uuid:person_id>/<slug:slug>/", parts.part_page, name="person_part"),
]
