"""A form with a condition in it, or with several.

    class RuleForm(ConditionForm, SettingsForm):
        def prepare(self):
            self.edit(self.row.condition, case_vocabulary(), label=_("It goes there when"), always=_("every case fits"))

Its template says `{% field form.condition %}`; `cleaned_data["condition"]` is the JSON to keep. For more than one, name
them: `self.edit(…, name="show_if")`. A form's own `prefix` keeps the editors of several forms on one page apart.

The editor's buttons (add, remove, a group) send the whole form. They save nothing: `is_valid()` is then False without
any error, so that a view that answers an invalid form by showing it again needs to know nothing of them.
`form.reshaped` tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import ErrorDict

from heard.web.desk.conditions.field import BoundCondition, ConditionField

if TYPE_CHECKING:
    from heard.domain.criteria.rules import Vocabulary


class ConditionForm(forms.Form):
    """Mix in before the form it belongs to, and call `edit` for each condition."""

    def edit(
        self,
        condition: Any,
        vocabulary: Vocabulary,
        *,
        label: Any,
        always: Any,
        name: str = "condition",
        hint: Any = "",
    ) -> None:
        """Show this condition: `label` goes before "all of these are so", `always` says what an empty one means."""
        self.fields[name] = ConditionField(vocabulary, always=always, label=label, help_text=hint)
        self.initial[name] = condition or {}

    @property
    def vocabulary(self) -> Vocabulary:
        """What the first of its conditions can ask, for words about it."""
        return next(field.vocabulary for field in self.fields.values() if isinstance(field, ConditionField))

    @property
    def reshaped(self) -> bool:
        """Whether somebody is still at work in an editor: nothing is to be saved."""
        return any(bound.reshaped for bound in self._editors())

    def _editors(self) -> list[BoundCondition]:
        return [bound for bound in self if isinstance(bound, BoundCondition)]

    def full_clean(self) -> None:
        """Nobody said yet that they are done, so nothing is wrong yet."""
        super().full_clean()
        if self.reshaped:
            self._errors = ErrorDict()
            for bound in self._editors():
                bound.data.forgive()

    def is_valid(self) -> bool:
        """Whether it can be saved."""
        return super().is_valid() and not self.reshaped
