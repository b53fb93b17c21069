"""The list of cases: its views, its filters as words, its search."""
