"""Django's forms drawn with the components: engineers write forms as ever, and `{{ form }}` comes out right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

if TYPE_CHECKING:
    from collections.abc import Iterator

# The most particular widget first: a checkbox list is a radio list to Django.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.MultiWidget, "group"),
)
CLASSES = {
    "text": "govuk-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "heard-photo",
    "radios": "govuk-radios__input",
    "checkboxes": "govuk-checkboxes__input",
    "checkbox": "govuk-checkboxes__input",
}
ERROR_CLASSES = {
    "text": "govuk-input--error",
    "textarea": "govuk-textarea--error",
    "select": "govuk-select--error",
}


@dataclass(frozen=True)
class Choice:
    """A choice's label with a hint below it: `choices=[("post", Choice("By post", hint="It takes a week"))]`.

    `picture` is one of the drawings in pictures.py, which stands beside the label.
    """

    label: object
    hint: object = ""
    picture: str = ""

    def __str__(self) -> str:
        return str(self.label)


@dataclass(frozen=True)
class Option:
    """One radio or checkbox as the template draws it, with the field it reveals when chosen."""

    tag: str
    id: str
    label: object
    hint: object
    reveals: BoundField | None
    chosen: bool
    picture: str = ""


class GovukBoundField(BoundField):
    """A field that knows its component: which classes it wears, which of its siblings a choice reveals."""

    @property
    def kind(self) -> str:
        widget = self.field.widget
        return next((kind for widget_class, kind in KINDS if isinstance(widget, widget_class)), "text")

    @property
    def is_revealed(self) -> bool:
        """Whether a choice of another field draws this one."""
        reveals = getattr(self.form, "reveals", {})
        return any(self.name in by_value.values() for by_value in reveals.values())

    @property
    def error_target(self) -> str:
        """What the error summary links to: the input, or the first of several."""
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def counted(self) -> int | None:
        """The most characters a person may write, where we count along."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def options(self) -> Iterator[Option]:
        reveals = getattr(self.form, "reveals", {}).get(self.name, {})
        for widget in self.subwidgets:
            data, label = widget.data, widget.choice_label
            id_ = widget.id_for_label
            hint = getattr(label, "hint", "")
            revealed = reveals.get(str(data["value"]))
            data["attrs"] |= {"aria-describedby": f"{id_}_hint"} if hint else {}
            data["attrs"] |= {"data-aria-controls": f"{id_}_reveals"} if revealed else {}
            yield Option(
                tag=widget.tag(),
                id=id_,
                label=label,
                hint=hint,
                reveals=self.form[revealed] if revealed else None,
                chosen=data["selected"],
                picture=getattr(label, "picture", ""),
            )

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        own = (widget or self.field.widget).attrs
        attrs = {**super().build_widget_attrs(attrs, widget)}
        attrs.pop("required", None)  # the form says what is missing in words, after sending, on every browser alike
        error = ERROR_CLASSES.get(self.kind, "") if self.errors else ""
        names = [CLASSES.get(self.kind, ""), error, own.get("class", ""), attrs.get("class", "")]
        if self.counted:
            names.append("govuk-js-character-count")
        attrs["class"] = " ".join(name for name in names if name) or False
        if self.kind == "radios":
            attrs.pop("aria-invalid", None)  # not allowed on a radio; its group is described by the error
        if self.counted:
            attrs["maxlength"] = False  # a person may write on and shorten; the counter and the server tell the limit
            attrs["aria-describedby"] = f"{attrs.get('aria-describedby', '')} {self.auto_id}-info".strip()
        return attrs

    def get_context(self, **look: Any) -> dict[str, Any]:
        """`look` holds the words of `{% field %}`: heading, size, label, hint, width, inline, prefix, suffix, attrs."""
        width = look.get("width")
        attrs = dict(look.get("attrs") or {})
        if width:
            attrs["class"] = f"govuk-input--width-{width}"
        if self.kind in {"radios", "checkboxes"}:
            return {"field": self, **look}
        return {"field": self, "control": self.as_widget(attrs=attrs), **look}


class GovukRenderer(TemplatesSetting):
    """Django's FORM_RENDERER for Heard."""

    form_template_name = "ui/form/form.html"
    formset_template_name = "ui/form/formset.html"
    field_template_name = "ui/form/field.html"
    bound_field_class = GovukBoundField


class DayMonthYear(forms.MultiWidget):
    """A date a person remembers (a birthday) as three numbers. For a date to look up, use `type="date"`."""

    template_name = "ui/form/day_month_year.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number = {"inputmode": "numeric"}
        super().__init__({name: forms.TextInput(number) for name in ("day", "month", "year")}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if hasattr(value, "year"):
            return [value.day, value.month, value.year]
        return list(reversed(str(value).split("-", 2))) if value else [None, None, None]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:  # type: ignore[override] # one date
        day, month, year = (str(part or "").strip() for part in super().value_from_datadict(data, files, name))
        return f"{year}-{month}-{day}" if day or month or year else None


class PhotoInput(forms.FileInput):
    """Photos from the camera or the album; the script shows them before they are sent."""

    allow_multiple_selected = True
    DEFAULTS: ClassVar[dict[str, Any]] = {"accept": "image/*", "data-photo": True, "multiple": True}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(self.DEFAULTS | (attrs or {}))


class PhotosField(forms.FileField):
    """Any number of files, each cleaned as one; an empty list when there are none."""

    widget = PhotoInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [file for file in data if file] if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            super().clean(None, initial)
        return [super(PhotosField, self).clean(file, initial) for file in files]
