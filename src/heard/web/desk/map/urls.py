"""The URLs of the map."""

from __future__ import annotations

from django.urls import path

from heard.web.desk.map import views

urlpatterns = [
    path("", views.map_page, name="map"),
    path("cases.json", views.cells, name="map_cells"),
]
