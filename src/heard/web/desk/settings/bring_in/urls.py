"""The URLs of imports."""

from __future__ import annotations

from django.urls import path

from heard.web.desk.settings.bring_in import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("<uuid:import_id>/", views.one, name="import"),
    path("<uuid:import_id>/rejected/", views.rejected, name="import_rejected"),
]
