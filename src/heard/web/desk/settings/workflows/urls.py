"""The URLs of the editor, below a workflow."""

from __future__ import annotations

from django.urls import path

from heard.web.desk.settings.workflows import editor, translating, used_by, versions

urlpatterns = [
    path("", editor.editor, name="settings_workflow"),
    path("details/", editor.details, name="settings_workflow_details"),
    path("services/", used_by.used_by, name="settings_workflow_services"),
    path("changes/", versions.changes, name="settings_workflow_changes"),
    path("running/", versions.running, name="settings_workflow_running"),
    path("versions/<int:number>/", versions.version, name="settings_workflow_version"),
    path("languages/<slug:language>/", translating.language, name="settings_workflow_language"),
    path("parts/<slug:kind>/", editor.add, name="settings_workflow_add"),
    path("parts/<slug:kind>/<int:number>/", editor.part, name="settings_workflow_part"),
    path("parts/<slug:kind>/<int:number>/do/", editor.act, name="settings_workflow_act"),
]
