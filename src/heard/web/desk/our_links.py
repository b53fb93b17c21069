"""Links of ours in what colleagues read: quoted or sent, each opens what is its resident's alone."""

from __future__ import annotations

import re

from django.conf import settings

from heard.kernel.logs import LINKS


def without_our_links(text: str) -> str:
    """The same words, with an ellipsis for the token of each link of ours. Links of others stay as they are."""
    ours = re.compile(rf"({re.escape(settings.HEARD_URL)}/(?:{LINKS})/)[^/\s\"'<>]+", re.IGNORECASE)
    return ours.sub(r"\1…", text)
