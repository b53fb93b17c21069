"""The URLs of the field."""

from __future__ import annotations

from django.urls import path

from heard.web.desk.field import views

urlpatterns = [
    path("", views.field, name="field"),
    path("<str:reference>/", views.stop, name="field_stop"),
    path("<str:reference>/note/", views.note, name="field_note"),
    path("<str:reference>/done/", views.done, name="field_done"),
]
