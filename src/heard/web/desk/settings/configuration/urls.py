"""The URLs of the set-up as files."""

from __future__ import annotations

from django.urls import path

from heard.web.desk.settings.configuration import views

urlpatterns = [
    path("", views.configuration, name="settings_configuration"),
    path("download/", views.download, name="settings_configuration_zip"),
    path("apply/", views.apply_plan, name="settings_configuration_apply"),
    path("<uuid:applied_id>/", views.applied_page, name="settings_configuration_applied"),
    path("<uuid:applied_id>/back/", views.back, name="settings_configuration_back"),
]
