"""Words that were searched for, as a URL may carry them: sealed, since they may be somebody's name."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from django import forms
from django.conf import settings

from heard.kernel.crypto.sealing import Tampered, seal, unseal

_MARK = "~"
_PURPOSE = b"heard.desk.search"


def sealed_words(text: str) -> str:
    """For the query string: no history, log or referrer tells what was searched for."""
    return _MARK + urlsafe_b64encode(seal(_key(settings.SECRET_KEY), text.encode(), bound_to=_PURPOSE)).decode()


def opened_words(value: str) -> str:
    """The words, sealed or as they were typed; none where they were sealed by another Heard."""
    if not value.startswith(_MARK):
        return value
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return unseal(_key(secret), urlsafe_b64decode(value[1:]), bound_to=_PURPOSE).decode()
        except (Tampered, ValueError):
            continue
    return ""


class WordsField(forms.CharField):
    """Words to search for, sealed or typed."""

    def to_python(self, value: Any) -> Any:
        """As typed."""
        return super().to_python(opened_words(value) if value else value)

    def prepare_value(self, value: Any) -> Any:
        """People read and change what they typed."""
        return opened_words(value) if value else value


def _key(secret: str) -> bytes:
    return hashlib.sha256(_PURPOSE + b":" + secret.encode()).digest()
