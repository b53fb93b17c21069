"""The drawings that can stand beside a choice, a service, a group: those of icons.svg that mean something to people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

DRAWINGS = {
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
    "pin": _("Pin"),
    "note": _("Paper"),
    "clock": _("Clock"),
    "phone": _("Phone"),
    "flag": _("Flag"),
}
DRAWING_CHOICES = [("", _("None")), *DRAWINGS.items()]
