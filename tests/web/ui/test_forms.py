"""Django's forms drawn with the components."""

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from heard.web.ui.forms import Choice, DayMonthYear, PhotosField


class Report(forms.Form):
    description = forms.CharField(label="What?", help_text="In your words", max_length=20, widget=forms.Textarea)
    answer_by = forms.ChoiceField(
        label="How?",
        choices=[("email", "Email"), ("text", Choice("Text", hint="At most three"))],
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(label="Address", required=False)
    seen = forms.DateField(label="When?", widget=DayMonthYear, required=False)
    reveals = {"answer_by": {"email": "email"}}  # noqa: RUF012


def test_a_text_wears_its_classes_hint_and_counter() -> None:
    html = str(Report()["description"].as_field_group())
    assert 'class="govuk-textarea govuk-js-character-count"' in html
    assert 'aria-describedby="id_description_helptext id_description-info"' in html
    assert 'data-maxlength="20"' in html
    assert " maxlength=" not in html
    assert " required" not in html


def test_an_error_is_tied_to_its_field() -> None:
    html = str(Report({})["description"].as_field_group())
    assert "govuk-form-group--error" in html
    assert "govuk-textarea--error" in html
    assert 'id="id_description_error"' in html
    assert "id_description_error" in html.split('aria-describedby="')[1].split('"', maxsplit=1)[0]


def test_a_choice_carries_its_hint_and_the_field_it_reveals() -> None:
    html = str(Report())
    assert 'aria-describedby="id_answer_by_1_hint"' in html
    assert 'data-aria-controls="id_answer_by_0_reveals"' in html
    assert html.count('name="email"') == 1
    assert html.index('id="id_answer_by_0_reveals"') < html.index('name="email"') < html.index('id="id_answer_by_1"')


def test_a_chosen_option_shows_what_it_reveals() -> None:
    assert "conditional--hidden" in str(Report({"answer_by": "text"}))
    assert "conditional--hidden" not in str(Report({"answer_by": "email"}))


def test_radios_wear_no_aria_invalid() -> None:
    assert "aria-invalid" not in str(Report({})["answer_by"].as_field_group())


def test_a_date_is_three_numbers() -> None:
    form = Report({"description": "x", "answer_by": "text", "seen_day": "3", "seen_month": "2", "seen_year": "2026"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["seen"].isoformat() == "2026-02-03"


def test_a_wrong_date_is_shown_as_typed() -> None:
    form = Report({"seen_day": "31", "seen_month": "2", "seen_year": "2026"})
    assert "seen" in form.errors
    html = str(form["seen"].as_field_group())
    assert all(f'value="{part}"' in html for part in ("31", "2", "2026"))


def test_no_photos_are_an_empty_list() -> None:
    class Photos(forms.Form):
        photos = PhotosField(required=False)

    form = Photos({}, MultiValueDict())
    assert form.is_valid()
    assert form.cleaned_data["photos"] == []


@pytest.mark.parametrize(
    "field, given, sentence",
    [
        (forms.CharField(), "", "Fill this in"),
        (forms.CharField(max_length=3), "four", "Use 3 characters or fewer. You have 4."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Choose one from the list"),
        (forms.CharField(max_length=3, error_messages={"max_length": "Three at most"}), "four", "Three at most"),
    ],
)
def test_what_django_says_is_said_plainly(field, given, sentence) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(given)
    assert refused.value.messages == [sentence]
