"""Words and links for the pages of residents."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from heard.web.desk.people.panel import language_name
from heard.web.ui.templatetags.ui_tags import field

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from heard.domain.people.models import Household, Person
    from heard.domain.people.queries.profile import AtHome
    from heard.web.desk.people.forms import PersonForm
    from heard.web.desk.people.panel import Panel
    from heard.web.ui.forms import GovukBoundField

register = template.Library()


@register.simple_tag
def person_link(person: Person, panel: Panel) -> SafeString:
    """Their name, as a link where the reader may open their page."""
    name = person.name or _("No name given")
    if person.whole_id == panel.person.id:
        return format_html("<strong>{}</strong>", name)
    if person.whole_id not in panel.linked:
        return format_html("{}", name)
    return format_html('<a class="govuk-link" href="{}">{}</a>', reverse("desk:person", args=[person.whole_id]), name)


@register.filter
def home_title(home: AtHome) -> str:
    """The name of a household; its address, or nothing, where one of those who are listed below is called the same."""
    name, address = home.household.name, home.household.address
    return address if not name or name in {member.person.name for member in home.members} else name


@register.filter
def spoken(code: str) -> str:
    """A language as its speakers call it."""
    return language_name(code)


@register.simple_tag
def home_fields(home: Household, form: PersonForm) -> SafeString:
    """The fields of one of several households, with what they are now and ids of their own."""
    fresh = type(form)(form.whole, form.request)
    fresh.auto_id = f"{home.pk}-%s"
    fresh.initial = {name: getattr(home, name) for name in ("name", "address", "language")}
    return format_html_join("", "{}", ((field(cast("GovukBoundField", fresh[name])),) for name in fresh.initial))
