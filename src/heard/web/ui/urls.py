"""What the look needs of the server: the council's colours, the app's manifest, the gallery."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from heard.web.ui import views

app_name = "ui"
urlpatterns = [
    path("council.css", views.council_css, name="council_css"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
if settings.DEBUG:
    urlpatterns += [
        path("ui/", views.gallery, name="gallery"),
        path("ui/desk/", views.gallery_desk, name="gallery_desk"),
        path("ui/areas.geojson", views.gallery_areas, name="gallery_areas"),
    ]
