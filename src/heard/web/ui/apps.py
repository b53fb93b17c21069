"""The app that carries the templates and assets both surfaces share."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "heard.web.ui"
    label = "ui"
