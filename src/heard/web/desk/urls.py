"""The URLs of this surface."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from heard.web.desk import assets, attachments, mentions, signing_in
from heard.web.desk.case import automations
from heard.web.desk.case import views as case
from heard.web.desk.inbox import search
from heard.web.desk.inbox import views as inbox
from heard.web.desk.record import views as record
from heard.web.desk.settings import invitations

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", inbox.inbox, name="inbox"),
    path("search/", search.search, name="search"),
    path("lists/", include("heard.web.desk.inbox.urls")),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("cases/<str:reference>/", case.case_page, name="case"),
    path("cases/<str:reference>/writing/", case.writing, name="writing"),
    path("cases/<str:reference>/automations/", automations.automations, name="case_automations"),
    path("cases/<str:reference>/automations/<uuid:run_id>/undo/", automations.undo, name="case_automation_undo"),
    path("cases/<str:reference>/<slug:action>/", case.act, name="act"),
    path("tasks/", include("heard.web.desk.work.urls")),
    path("record/", record.record, name="record"),
    path("people/", include("heard.web.desk.people.urls")),
    path("mentions/", mentions.mentions, name="mentions"),
    path("mentions/<uuid:mention_id>/", mentions.open_mention, name="mention"),
    path("attachments/<uuid:attachment_id>/", attachments.attachment, name="attachment"),
    path("assets/<uuid:asset_id>/", assets.asset, name="asset"),
    path("outbox/", include("heard.web.desk.outbox.urls")),
    path("map/", include("heard.web.desk.map.urls")),
    path("field/", include("heard.web.desk.field.urls")),
    path("privacy/", include("heard.web.desk.privacy.urls")),
    path("segments/", include("heard.web.desk.segments.urls")),
    path("articles/", include("heard.web.desk.articles.urls")),
    path("settings/", include("heard.web.desk.settings.urls")),
    path("welcome/<uuid:staff_id>/<str:token>/", invitations.welcome, name="welcome"),
    path("sort/", include("heard.web.desk.sorting.urls")),
]
