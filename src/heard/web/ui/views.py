"""The council's colours, the app's manifest, and the gallery that shows every component in development."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control

from heard.web.ui import gallery as samples
from heard.web.ui.colours import palette
from heard.web.ui.context import brand_colour, council

if TYPE_CHECKING:
    from django.http import HttpRequest


@cache_control(public=True, max_age=31536000, immutable=True)
def council_css(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    shades = palette(brand_colour())
    css = f":root{{{_declarations(shades.light)}}}"
    css += f"@media screen and (prefers-color-scheme:dark){{:root{{{_declarations(shades.dark)}}}}}"
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    look = council(request)["council"]
    icons = [_icon(192), _icon(512)]
    content = {
        "name": look["name"],
        "short_name": look["name"][:24],
        "start_url": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": look["theme_light"],
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json")


def gallery(request: HttpRequest) -> HttpResponse:
    form = samples.SampleForm(request.GET if "description" in request.GET else None)
    return render(request, "ui/gallery.html", {"form": form, **samples.CONTENT})


def gallery_desk(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery_desk.html", samples.CONTENT)


def gallery_areas(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    return JsonResponse(samples.areas(), content_type="application/geo+json")


def _icon(size: int) -> dict[str, str]:
    return {"src": static(f"heard/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}


def _declarations(shades: dict[str, str]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in shades.items())
