"""What a resident lets us send: the ledger in words, and a yes or no they say on the phone or at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.domain.consent.models import ConsentChannel, How, Purpose
from heard.domain.consent.operations.ledger import give, withdraw
from heard.domain.consent.operations.preferences import stop_everything
from heard.domain.consent.queries.ledger import OPTIONAL, ledger_of, standing_consents, wordings_in_use
from heard.domain.consent.rules.scopes import Scope
from heard.domain.people.queries.topics import active_topics
from heard.domain.teams.models import Department
from heard.web.desk.people.forms import PersonForm
from heard.web.ui.forms import Choice

if TYPE_CHECKING:
    from heard.domain.people.queries.profile import WholePerson
    from heard.kernel.actor import Actor
    from heard.web.desk.access import DeskRequest

BY_STAFF = (How.PHONE, How.COUNTER, How.WRITING, How.FORM)
EVERYTHING = "everything"


class _ScopeForm(PersonForm):
    purpose = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it is about")},
    )
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=gettext_lazy("From"),
        required=False,
        empty_label=gettext_lazy("All departments"),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How it comes"),
        required=False,
        choices=[("", gettext_lazy("Any way")), *ConsentChannel.choices],
    )
    how = forms.ChoiceField(label=gettext_lazy("They said so"), choices=[(how.value, how.label) for how in BY_STAFF])

    def prepare(self) -> None:
        """The topics and departments there are."""
        topics = [(topic.code, topic.name) for topic in active_topics()]
        self.fields["topic"].choices = [("", _("All topics")), *topics]  # type: ignore[attr-defined]
        self.fields["department"].queryset = Department.objects.filter(active=True).order_by("name")  # type: ignore[attr-defined]

    @property
    def scope(self) -> Scope:
        """What the yes or no is about."""
        given = self.cleaned_data
        department = given["department"]
        return Scope(
            purpose=given["purpose"],
            department_id=department.id if department else None,
            topic=given["topic"],
            channel=given["channel"],
        )


class AgreeForm(_ScopeForm):
    """They say yes, to words that are read to them."""

    do = "agree"
    read_out = forms.BooleanField(
        label=gettext_lazy("I read these words to them, and they said yes"),
        error_messages={"required": gettext_lazy("Read the words to them first")},
    )

    def prepare(self) -> None:
        """Each purpose with its words, in their language where there are any."""
        super().prepare()
        self.wordings = wordings_in_use(self.whole.person.language)
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            (purpose, Choice(Purpose(purpose).label, hint=f"“{self.wordings[purpose].text}”"))
            for purpose in OPTIONAL
            if purpose in self.wordings
        ]

    def save(self, actor: Actor) -> str:
        """It counts from now on."""
        how, wording = How(self.cleaned_data["how"]), self.wordings[self.cleaned_data["purpose"]]
        give(self.whole.person, self.scope, how=how, actor=actor, wording=wording, proof={"read_out": True})
        return _("Written down: they agreed.")


class RefuseForm(_ScopeForm):
    """They say no; nobody has to read anything to them."""

    do = "refuse"

    def prepare(self) -> None:
        """Everything at once comes first."""
        super().prepare()
        purposes = [(purpose.value, purpose.label) for purpose in OPTIONAL]
        self.fields["purpose"].choices = [(EVERYTHING, _("Everything optional")), *purposes]  # type: ignore[attr-defined]

    def save(self, actor: Actor) -> str:
        """It counts from now on."""
        person, how = self.whole.person, How(self.cleaned_data["how"])
        if self.cleaned_data["purpose"] == EVERYTHING:
            stop_everything(person, how=how, actor=actor)
        else:
            withdraw(person, self.scope, how=how, actor=actor)
        return _("Written down: they said no.")


def beside(_request: DeskRequest, whole: WholePerson) -> dict[str, Any]:
    """What counts now, and everything that was ever said."""
    return {"agreed": standing_consents(whole.person.id), "ledger": ledger_of(whole.person.id)}


FORMS: tuple[type[PersonForm], ...] = (AgreeForm, RefuseForm)
