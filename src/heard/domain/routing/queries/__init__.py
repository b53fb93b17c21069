"""Reading routing rules: what they decide now, and what one of them would have decided."""

from heard.domain.routing.queries.decisions import decision_for, rule_that_takes_all, rules_in_order, rules_in_use
from heard.domain.routing.queries.trial import Trial, tried_on_the_past

__all__ = ["Trial", "decision_for", "rule_that_takes_all", "rules_in_order", "rules_in_use", "tried_on_the_past"]
