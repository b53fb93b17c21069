"""The URLs of the builder, below a questionnaire."""

from __future__ import annotations

from django.urls import path

from heard.web.desk.settings.questionnaires import (
    asked_by,
    builder,
    pages,
    questions,
    stops,
    translating,
    try_out,
    versions,
)

urlpatterns = [
    path("", builder.builder, name="settings_questionnaire"),
    path("name/", versions.rename, name="settings_questionnaire_name"),
    path("copy/", versions.copy, name="settings_questionnaire_copy"),
    path("services/", asked_by.asked_by, name="settings_questionnaire_services"),
    path("pages/", builder.add_page, name="settings_questionnaire_add_page"),
    path("pages/<slug:code>/", pages.page, name="settings_questionnaire_page"),
    path("pages/<slug:code>/do/", pages.act, name="settings_questionnaire_page_act"),
    path("pages/<slug:page>/questions/", builder.add_question, name="settings_questionnaire_add_question"),
    path("questions/<slug:code>/", questions.question, name="settings_questionnaire_question"),
    path("questions/<slug:code>/do/", questions.act, name="settings_questionnaire_question_act"),
    path("stops/", builder.add_stop, name="settings_questionnaire_add_stop"),
    path("stops/<slug:code>/", stops.stop, name="settings_questionnaire_stop"),
    path("stops/<slug:code>/do/", stops.act, name="settings_questionnaire_stop_act"),
    path("languages/<slug:language>/", translating.language, name="settings_questionnaire_language"),
    path("changes/", versions.changes, name="settings_questionnaire_changes"),
    path("try/", try_out.try_out, name="settings_questionnaire_try"),
    path("versions/<int:number>/", versions.version, name="settings_questionnaire_version"),
]
