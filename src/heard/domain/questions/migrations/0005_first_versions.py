"""Every list of questions becomes a questionnaire with a code and its first version, asked from now on.

Questions that are no longer asked go with it: old answers are read by them. The table of questions stays, untouched,
while a version that knows it may still run.
"""

from typing import Any

from django.db import migrations
from django.utils.text import slugify

from heard.kernel.clock import now
from heard.kernel.ids import new_id

KEPT = ("hint", "required", "public", "retired")


def write_first_versions(apps: Any, _editor: Any) -> None:
    questionnaires = apps.get_model("questions", "Questionnaire")
    versions = apps.get_model("questions", "QuestionnaireVersion")
    taken = set(questionnaires.objects.exclude(code="").values_list("code", flat=True))
    for row in questionnaires.objects.order_by("id"):
        if not row.code:
            row.code = _free(slugify(row.name)[:50] or "questions", taken)
            row.save(update_fields=["code"])
        if row.versions.exists():
            continue
        questions = [_written(question) for question in row.questions.order_by("position", "id")]
        definition = {"pages": [{"code": "details", "title": "Tell us more", "questions": questions}]}
        versions.objects.create(
            id=new_id(), created_at=now(), questionnaire=row, number=1, definition=definition, published_at=now()
        )


def _written(question: Any) -> dict[str, Any]:
    said = {name: getattr(question, name) for name in KEPT if getattr(question, name)}
    choices = [{"code": one["code"], "label": one["label"]} for one in question.choices]
    written = {"code": question.code, "kind": question.kind, "label": question.label, **said}
    return written | ({"choices": choices} if choices else {})


def _free(plain: str, taken: set[str]) -> str:
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    code = plain if plain not in taken else next(one for one in numbered if one not in taken)
    taken.add(code)
    return code


class Migration(migrations.Migration):

    dependencies = [
        ('questions', '0004_kinds_of_answers'),
    ]

    operations = [migrations.RunPython(write_first_versions, migrations.RunPython.noop)]
