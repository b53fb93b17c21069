"""The URLs of sorting."""

from __future__ import annotations

from django.urls import path

from heard.web.desk.sorting import quarantine, views

urlpatterns = [
    path("", views.sorting, name="sorting"),
    path("<uuid:conversation_id>/", views.conversation, name="sort_one"),
    path("<uuid:conversation_id>/open/", views.open_case, name="sort_open"),
    path("<uuid:conversation_id>/attach/", views.attach, name="sort_attach"),
    path("<uuid:conversation_id>/set-aside/", views.set_aside, name="sort_aside"),
    path("messages/<uuid:message_id>/", views.formatted, name="sort_formatted"),
    path("quarantine/", quarantine.quarantine, name="quarantine"),
    path("quarantine/<uuid:envelope_id>/source/", quarantine.source, name="quarantine_source"),
    path("quarantine/<uuid:envelope_id>/replay/", quarantine.replay, name="quarantine_replay"),
]
