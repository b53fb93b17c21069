"""The embedded PostgreSQL: started by the first process that holds it, stopped after the last one. No Django, no SQL.

What happens when, and why it survives `kill -9` of anything, is told in `keeper.py` and `holding.py`.
"""

from heard.kernel.engine.holding import hold, release
from heard.kernel.engine.layout import database_url_parts
from heard.kernel.engine.trouble import EngineTrouble

__all__ = ["EngineTrouble", "database_url_parts", "hold", "release"]
