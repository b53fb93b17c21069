"""The URLs of segments."""

from __future__ import annotations

from django.urls import path

from heard.web.desk.segments import editing, mailings, views, writing

urlpatterns = [
    path("", views.segments, name="segments"),
    path("new/", editing.new, name="segment_new"),
    path("<uuid:segment_id>/", views.segment, name="segment"),
    path("<uuid:segment_id>/edit/", editing.edit, name="segment_edit"),
    path("<uuid:segment_id>/write/", writing.write, name="segment_write"),
    path("<uuid:segment_id>/mailings/<uuid:mailing_id>/stop/", mailings.stop, name="segment_stop"),
    path("<uuid:segment_id>/<slug:action>/", views.act, name="segment_act"),
]
