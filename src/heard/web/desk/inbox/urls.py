"""The URLs of lists that staff make themselves."""

from __future__ import annotations

from django.urls import path

from heard.web.desk.inbox import lists

urlpatterns = [
    path("new/", lists.new, name="view_new"),
    path("<uuid:view_id>/", lists.edit, name="view_edit"),
    path("<uuid:view_id>/remove/", lists.remove, name="view_remove"),
]
