"""A questionnaire as a conversation in plain text, as chat, text messages and voice have it.

`begin` says the first question, `reply` takes what somebody wrote and says the next one. What they need to know of the
conversation is in the turn's `state`, which is plain JSON. Answers are read as those of the pages are.
"""

from .talk import begin, reply
from .turns import FoundAddress, Turn

__all__ = ["FoundAddress", "Turn", "begin", "reply"]
