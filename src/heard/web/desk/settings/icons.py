"""The drawings that groups, times of life and services may wear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ICONS = {
    "road": _("Road"),
    "lamp": _("Lamp"),
    "bin": _("Bin"),
    "bags": _("Bags"),
    "spray": _("Spray can"),
    "tree": _("Tree"),
    "drop": _("Water"),
    "snow": _("Snow"),
    "paw": _("Animal"),
    "car": _("Car"),
    "sound": _("Noise"),
    "park": _("Park"),
    "sign": _("Sign"),
    "bike": _("Bicycle"),
    "building": _("Building"),
    "book": _("Book"),
    "heart": _("Heart"),
    "home": _("Home"),
    "person": _("Person"),
    "note": _("Paper"),
    "clock": _("Clock"),
    "phone": _("Phone"),
    "flag": _("Flag"),
}
ICON_CHOICES = [("", _("None")), *ICONS.items()]
