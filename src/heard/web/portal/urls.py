"""The URLs of this surface."""

from __future__ import annotations

from django.urls import URLPattern, path

from heard.web.portal import articles, follow, home, my_data, open_reports, prove, service, story, track, who_looked
from heard.web.portal.asked.pages import AskedPage, AskedWhole
from heard.web.portal.preferences import unsubscribe
from heard.web.portal.preferences import views as preferences
from heard.web.portal.report import pages, photos, sent

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("services/", home.services, name="services"),
    path("services/<slug:code>/", service.service, name="service"),
    path("life/<slug:code>/", home.life_event, name="life_event"),
    path("help/", home.contact, name="help"),
    path("answers/", articles.articles, name="articles"),
    path("answers/<uuid:article_id>/", articles.article, name="article"),
    path("report/", pages.start, name="report"),
    path("report/follow/<str:reference>/", follow.follow, name="follow"),
    path("report/<uuid:draft_id>/sent/", sent.sent, name="sent"),
    path("report/<uuid:draft_id>/photos/<str:key>/", photos.draft_photo, name="draft_photo"),
    path("report/<uuid:draft_id>/questions/<slug:page>/", pages.questions, name="questions"),
    path("report/<uuid:draft_id>/<slug:step>/", pages.step, name="step"),
    path("track/", track.track, name="track"),
    path("cases/<str:reference>/", track.public_page, name="case"),
    path("photos/<uuid:attachment_id>/", track.photo, name="photo"),
    path("t/<str:token>/", story.story, name="story"),
    path("t/<str:token>/news/", story.news, name="story_news"),
    path("t/<str:token>/add/", story.add, name="story_add"),
    path("t/<str:token>/fixed/", story.fixed, name="story_fixed"),
    path("t/<str:token>/files/<uuid:attachment_id>/", story.story_file, name="story_file"),
    path("t/<str:token>/ask/<slug:code>/", AskedWhole.as_view(), name="asked"),
    path("t/<str:token>/ask/<slug:code>/<slug:page>/", AskedPage.as_view(), name="asked_page"),
    path("t/<str:token>/looks/", who_looked.who_looked, name="who_looked"),
    path("preferences/<str:token>/", preferences.preferences, name="preferences"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("prove/<str:token>/", prove.prove, name="prove"),
    path("prove/<str:token>/code/", prove.code, name="prove_code"),
    path("confirm/<str:token>/", prove.confirm, name="confirm"),
    path("my-data/<str:token>/", my_data.my_data, name="my_data"),
    path("my-data/<str:token>/code/", my_data.code, name="my_data_code"),
    path("my-data/<str:token>/code/send/", my_data.send_code, name="my_data_send_code"),
    path("my-copy/<str:token>/", my_data.my_copy, name="my_copy"),
    path("map/", open_reports.map_page, name="map"),
    path("map/cases.json", open_reports.map_cases, name="map_cases"),
    path("areas.json", open_reports.areas, name="areas"),
    path("addresses.json", open_reports.addresses, name="addresses"),
]
