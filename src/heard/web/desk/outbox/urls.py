"""The URLs of the outbox."""

from __future__ import annotations

from django.urls import path

from heard.web.desk.outbox import views

urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<uuid:delivery_id>/", views.mail, name="outbox_mail"),
    path("<uuid:delivery_id>/formatted/", views.formatted, name="outbox_formatted"),
]
