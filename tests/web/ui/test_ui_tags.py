"""The components as tags."""

import pytest
from django import forms
from django.template import Context, Template


def rendered(source: str, **context: object) -> str:
    return " ".join(Template(source).render(Context(context)).split())


def test_words_of_people_are_escaped() -> None:
    nasty = "<script>"
    for source in (
        "{% heading x %}",
        "{% status x %}",
        "{% due x %}",
        "{% button x title=x %}",
        "{% message x %}{{ x }}{% endmessage %}",
    ):
        assert nasty not in rendered(source, x=nasty)


def test_a_button_posts_and_a_link_leads() -> None:
    assert rendered('{% button "Send" name="do" value="send" hx_post="/x" %}').startswith('<button type="submit"')
    assert 'hx-post="/x"' in rendered('{% button "Send" hx_post="/x" %}')
    assert 'href="/there"' in rendered('{% button "Go" href="/there" %}')


def test_an_attribute_without_a_value_is_left_out() -> None:
    html = rendered('{% button "Send" disabled=no title=nothing autofocus=yes %}', no=False, nothing=None, yes=True)
    assert "disabled" not in html
    assert "title" not in html
    assert " autofocus>" in html


class Contact(forms.Form):
    email = forms.EmailField(error_messages={"required": "Enter your email address"})

    def clean(self) -> None:
        raise forms.ValidationError("Choose one way to reach you")


def test_the_error_summary_links_to_the_fields() -> None:
    html = rendered("{% error_summary form %}", form=Contact({}))
    assert '<a href="#id_email">Enter your email address</a>' in html
    assert "<li>Choose one way to reach you</li>" in html


@pytest.mark.parametrize("form", [None, Contact()])
def test_without_errors_there_is_no_summary(form) -> None:
    assert rendered("{% error_summary form %}", form=form) == ""


def test_content_keeps_the_context_around_it() -> None:
    html = rendered(
        "{% for x in xs %}{% card title=x %}{{ x }}{{ forloop.counter }}{% endcard %}{% endfor %}{{ content }}",
        xs=["a", "b"],
    )
    assert "a1" in html
    assert html.endswith("</section>")


def test_an_avatar_keeps_its_colour() -> None:
    assert rendered('{% avatar "Ana Torres" %}') == rendered('{% avatar "Ana Torres" %}')
    assert ">AT<" in rendered('{% avatar "Ana Maria Torres" %}')
    assert ">?<" in rendered('{% avatar "" %}')


def test_every_step_is_named_and_the_current_one_marked() -> None:
    html = rendered("{% steps names 2 %}", names=["Where", "What", "Send"])
    assert html.count("aria-current") == 1
    assert html.index("Where") < html.index("aria-current") < html.index("What")
