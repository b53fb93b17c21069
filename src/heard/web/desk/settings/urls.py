"""The URLs of the settings."""

from __future__ import annotations

from django.urls import include, path

from heard.web.desk.settings import (
    boundary_upload,
    first,
    going_live,
    invitations,
    layer_upload,
    pages,
    retention,
    rule_order,
    some_targets,
    starters,
    targets,
)
from heard.web.desk.settings.automations import views as automations
from heard.web.desk.settings.questionnaires import asked_by

urlpatterns = [
    path("", pages.overview, name="settings"),
    path("configuration/", include("heard.web.desk.settings.configuration.urls")),
    path("first/", first.first, name="settings_first"),
    path("bring-in/", include("heard.web.desk.settings.bring_in.urls")),
    path("staff/<uuid:staff_id>/invite/", invitations.invite, name="settings_invite"),
    path("departments/<uuid:department_id>/going-live/", going_live.going_live, name="settings_going_live"),
    path("areas/upload/", boundary_upload.upload, name="settings_upload"),
    path("areas/apply/", boundary_upload.apply, name="settings_upload_apply"),
    path("layers/<uuid:layer_id>/things/", layer_upload.layer, name="settings_layer"),
    path("layers/<uuid:layer_id>/upload/", layer_upload.upload, name="settings_layer_upload"),
    path("layers/<uuid:layer_id>/apply/", layer_upload.apply, name="settings_layer_apply"),
    path("rules/<uuid:rule_id>/above/", rule_order.above, name="settings_rule_above"),
    path("starters/", starters.starters, name="settings_starters"),
    path("starters/<slug:code>/", starters.starter, name="settings_starter"),
    path("services/<uuid:service_id>/targets/", targets.targets, name="settings_targets"),
    path("services/<uuid:service_id>/targets/<int:number>/", some_targets.some_target, name="settings_some_target"),
    path(
        "services/<uuid:service_id>/targets/<int:number>/order/",
        some_targets.change_order,
        name="settings_some_target_order",
    ),
    path("services/<uuid:service_id>/questions/", asked_by.from_service, name="settings_questions"),
    path("questionnaires/<uuid:questionnaire_id>/", include("heard.web.desk.settings.questionnaires.urls")),
    path("automations/<uuid:automation_id>/trial/", automations.trial, name="settings_automation_trial"),
    path("automations/<uuid:automation_id>/runs/", automations.runs, name="settings_automation_runs"),
    path("automations/<uuid:automation_id>/switch/", automations.switch, name="settings_automation_switch"),
    path("workflows/<uuid:workflow_id>/", include("heard.web.desk.settings.workflows.urls")),
    path("retention/tonight/", retention.preview, name="settings_retention_preview"),
    path("retention/<uuid:rule_id>/preview/", retention.rule_page, name="settings_retention"),
    path("<slug:slug>/", pages.listing, name="settings_list"),
    path("<slug:slug>/new/", pages.add, name="settings_add"),
    path("<slug:slug>/<uuid:row_id>/", pages.edit, name="settings_edit"),
    path("<slug:slug>/<uuid:row_id>/move/", pages.move, name="settings_move"),
]
