"""What may become of a conversation that waits: a new case of a service, or a part of a case there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.domain.cases.models import Case
from heard.domain.cases.queries.access import case_for
from heard.domain.catalogue.models import Service
from heard.domain.catalogue.queries import active_services
from heard.kernel import ids

if TYPE_CHECKING:
    from heard.domain.teams.rules.permissions import Standing


class OpenForm(forms.Form):
    """Which service it is about."""

    service = forms.ModelChoiceField(
        Service.objects.none(),
        label=_("Service"),
        to_field_name="code",
        empty_label=_("Choose a service"),
        error_messages={"required": _("Choose a service"), "invalid_choice": _("Choose a service from the list")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="open-%s")
        cast("forms.ModelChoiceField[Service]", self.fields["service"]).queryset = active_services()


class AttachForm(forms.Form):
    """Which case it belongs to."""

    reference = forms.CharField(
        label=_("Reference of the case"), max_length=20, error_messages={"required": _("Enter a reference")}
    )

    def __init__(self, standing: Standing, data: Any = None) -> None:
        super().__init__(data, auto_id="attach-%s")
        self.standing = standing

    def clean_reference(self) -> Case:
        """The case itself. One that the reader may not see is answered like one that does not exist."""
        typed = self.cleaned_data["reference"]
        try:
            return case_for(self.standing, ids.read_reference(typed) or typed)
        except Case.DoesNotExist as error:
            raise forms.ValidationError(
                _("There is no case %(reference)s that you can open. Check the reference."), params={"reference": typed}
            ) from error
