"""The one condition language: read it with `parse`, then match, filter, put in words, explain.

`vocabulary` is what conditions can be about, `operators` and `values` what may be said, `parse` reads it, `conditions`
holds it together; `predicate` and `filters` are twins that must agree, and share `bounds` and `moments` to do so.
"""

from .conditions import Condition
from .errors import InvalidCondition
from .parse import load, parse
from .vocabulary import Family, Field, Kind, Vocabulary

__all__ = ["Condition", "Family", "Field", "InvalidCondition", "Kind", "Vocabulary", "load", "parse"]
