"""Reading a page as a person does."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpResponse

_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)


def text_of(answer: HttpResponse) -> str:
    """The words of the page, without its tags."""
    return " ".join(html.unescape(_TAG.sub(" ", answer.content.decode())).split())
