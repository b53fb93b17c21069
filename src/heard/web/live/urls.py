"""The door to the live process; the streams themselves are not served here."""

from django.urls import path

from heard.web.live.views import connect

app_name = "live"
urlpatterns = [path("", connect, name="connect")]
