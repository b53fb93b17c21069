"""The form that takes the files of a set-up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LARGEST_FILE = 20 * 1024 * 1024


class UploadForm(forms.Form):
    """A zip of configuration files."""

    file = forms.FileField(
        label=gettext_lazy("Zip with the files"),
        help_text=gettext_lazy("As it was downloaded here or from another council, or made of a folder of such files."),
        error_messages={"required": gettext_lazy("Choose a file")},
    )
    add_only = forms.BooleanField(
        label=gettext_lazy("Only add and change"),
        help_text=gettext_lazy("What the files do not name stays in use."),
        required=False,
    )

    def clean_file(self) -> Any:
        """Not larger than we read at once."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is larger than 20 MB."))
        return file
