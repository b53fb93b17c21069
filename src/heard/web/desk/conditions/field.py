"""A condition as a field of a form: its value is the JSON that is kept, its face the editor."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms

from heard.domain.criteria.rules import InvalidCondition, load, parse
from heard.web.desk.conditions.tree import Group, tree_of
from heard.web.desk.conditions.typed import is_reshaped, typed_tree, was_sent
from heard.web.desk.conditions.views import GroupView, view_of
from heard.web.ui.forms import GovukBoundField

if TYPE_CHECKING:
    from heard.domain.criteria.rules import Vocabulary


class ConditionField(forms.Field):
    """`label` goes before "all of these are so"; `always` says what no condition at all means."""

    def __init__(self, vocabulary: Vocabulary, *, always: Any, **options: Any) -> None:
        super().__init__(
            required=False, bound_field_class=BoundCondition, template_name="desk/conditions/field.html", **options
        )
        self.vocabulary, self.always = vocabulary.read_once(), always

    def clean(self, value: Group) -> dict[str, Any]:
        """The condition, read by the language itself. What is wrong is said at its row, and once above."""
        data = value.to_data(self.vocabulary)
        if errors := value.errors():
            raise forms.ValidationError(errors[0])
        try:
            parse(data, self.vocabulary)
        except InvalidCondition as error:
            raise forms.ValidationError(error.sentence) from error
        return data


class BoundCondition(GovukBoundField):
    """The editor on the page."""

    field: ConditionField

    @cached_property
    def data(self) -> Group:  # Django's reads it anew each time; rows keep their errors here
        """What stands in the editor: what was typed, or what is kept."""
        sent = self.form.data
        if self.form.is_bound and was_sent(sent, self.html_name):
            return typed_tree(sent, self.html_name, self.field.vocabulary)
        return tree_of(self.initial, self.field.vocabulary)

    @property
    def reshaped(self) -> bool:
        """Whether a button of this editor was pressed."""
        return self.form.is_bound and is_reshaped(self.form.data, self.html_name)

    @property
    def error_target(self) -> str:
        """The editor as a whole."""
        return self.auto_id

    @property
    def tree(self) -> GroupView:
        """The rows as the template draws them."""
        return view_of(self.data, self.html_name, self.field.vocabulary)

    @property
    def sentence(self) -> str:
        """The condition in words, as it stands; empty while something is missing."""
        tree = deepcopy(self.data)  # to be tried, and not to be marked
        try:
            data = tree.to_data(self.field.vocabulary)
            if tree.errors():
                return ""
            return load(data, self.field.vocabulary).in_words() if data else str(self.field.always)
        except InvalidCondition:
            return ""

    def get_context(self, **look: Any) -> dict[str, Any]:
        """What the template needs."""
        return {"field": self, "look_again": json.dumps({f"{self.html_name}.edit": "look"}), **look}
