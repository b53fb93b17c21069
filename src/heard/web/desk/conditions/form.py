"""A form with a condition in it: rows of field, operator and value, or the code where rows cannot show it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.criteria.rules import InvalidCondition, parse
from heard.web.desk.conditions import clauses

if TYPE_CHECKING:
    from django.http import QueryDict

    from heard.domain.criteria.rules import Vocabulary

AS_CODE = "code"


class ConditionForm(forms.Form):
    """Mix in before the form it belongs to, and call `edit` once; `cleaned_data` then has the `condition`."""

    joint = forms.ChoiceField(
        choices=[("all", gettext_lazy("all of these are so")), ("any", gettext_lazy("any of these is so"))],
        required=False,
    )
    code = forms.CharField(
        label=gettext_lazy("Condition"),
        help_text=gettext_lazy("This condition has groups within groups, so it is shown as it is kept (JSON)."),
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        required=False,
    )

    def edit(self, condition: Any, vocabulary: Vocabulary, *, label: Any, always: Any) -> None:
        """Show this condition: `label` goes before "all of these are so", `always` says what an empty one means."""
        self.vocabulary, self.kept, self.always = vocabulary.read_once(), condition or {}, always
        self.fields["joint"].label = label
        self.as_code = not clauses.is_flat(self.kept)
        self.initial.update(
            {
                "joint": clauses.joint_of(self.kept),
                AS_CODE: json.dumps(self.kept, indent=2, ensure_ascii=False),
            }
        )
        if not self.as_code:
            del self.fields[AS_CODE]

    def rows(self) -> list[clauses.ClauseRow]:
        """What stands in the rows: what was typed, or what is kept."""
        if not self.is_bound:
            return clauses.rows_of(self.kept, self.vocabulary)
        typed = self._typed_rows()
        return [*typed, *(clauses.ClauseRow(len(typed) + n) for n in range(clauses.SPARE_ROWS))]

    def choices(self) -> dict[str, Any]:
        """What the rows are filled from."""
        return {
            "fields": self.vocabulary.offered(),
            "operators": list(clauses.OPERATORS.items()),
            "words": clauses.words_to_choose(self.vocabulary),
        }

    def clean(self) -> dict[str, Any]:
        """The condition, read by the language itself; its path says which row it means."""
        data = super().clean() or {}
        try:
            data["condition"] = self._typed_condition(data)
            parse(data["condition"], self.vocabulary)
        except InvalidCondition as error:
            place = AS_CODE if self.as_code else None
            self.add_error(place, f"{_place(error.path)}{error.sentence}")
        return data

    def _typed_condition(self, data: dict[str, Any]) -> Any:
        if not self.as_code:
            return clauses.condition_of(self._typed_rows(), data.get("joint") or "all", self.vocabulary)
        try:
            return json.loads(data.get(AS_CODE) or "{}")
        except ValueError as error:
            raise InvalidCondition(_("This is not JSON. Check its brackets and quotation marks.")) from error

    def _typed_rows(self) -> list[clauses.ClauseRow]:
        return clauses.typed_rows(cast("QueryDict", self.data))


def _place(path: str) -> str:
    """Where the mistake is, for people: conditions are counted from one."""
    number = path.partition("[")[2].partition("]")[0]
    return _("Condition %(n)d: ") % {"n": int(number) + 1} if number.isdigit() else ""
