"""The gallery's addresses, which the product has in development only."""

from django.urls import include, path

from heard.web.ui import urls, views

gallery = [
    *urls.urlpatterns,
    path("ui/", views.gallery, name="gallery"),
    path("ui/desk/", views.gallery_desk, name="gallery_desk"),
    path("ui/areas.geojson", views.gallery_areas, name="gallery_areas"),
]
urlpatterns = [path("", include((gallery, "ui")))]
