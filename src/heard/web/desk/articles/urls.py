"""The URLs of articles."""

from __future__ import annotations

from django.urls import path

from heard.web.desk.articles import views

urlpatterns = [
    path("", views.articles, name="articles"),
    path("<uuid:article_id>/", views.article, name="article"),
]
