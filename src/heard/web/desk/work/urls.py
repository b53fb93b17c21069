"""The URLs of tasks and stages."""

from __future__ import annotations

from django.urls import path

from heard.web.desk.work import adding, doing, listing, moving

urlpatterns = [
    path("", listing.tasks, name="tasks"),
    path("<uuid:task_id>/<slug:action>/", doing.act, name="task_act"),
    path("of/<str:reference>/stage/", moving.move, name="case_stage"),
    path("of/<str:reference>/add/", adding.task, name="task_add"),
    path("of/<str:reference>/further/", adding.further, name="case_further"),
]
