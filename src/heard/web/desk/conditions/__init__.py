"""The editor of conditions, for whatever is governed by one: rules, segments."""
