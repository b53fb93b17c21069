"""A copy to train with: the set-up as it is, cases that nobody recognises, people who do not exist.

What leaves the council is named one by one (unrecognisable.py); what is missing is invented where the copy is built.
"""

from heard.flows.training.building import build
from heard.flows.training.taking import Taken, take

__all__ = ["Taken", "build", "take"]
