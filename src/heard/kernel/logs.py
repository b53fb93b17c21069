"""What a line of the log must not hold: the tokens of links, each of which lets in whoever reads it."""

from __future__ import annotations

import logging
import re

# Links of residents: tracking (/t/…), what we may send, stopping it, showing that an address is theirs, their own data
# and the copy of it. And the one by which staff choose a password.
LINKS = r"t|preferences|unsubscribe|prove|confirm|my-data|my-copy|welcome/[0-9a-f-]{36}"
_TOKEN = re.compile(rf"(/(?:{LINKS})/)[^/\s]+", re.IGNORECASE)


class WithoutTokens(logging.Filter):
    """Django names the path of every request that fails; the token in it becomes an ellipsis."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line may pass, less what it must not hold."""
        record.msg = _masked(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_masked(value) for value in record.args)
        return True


def _masked(value: object) -> object:
    return _TOKEN.sub(r"\1…", value) if isinstance(value, str) else value
