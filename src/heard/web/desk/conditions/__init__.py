"""The editor of conditions, for whatever is governed by one: rules, segments, views, targets, automations, branching.

A form that has a condition mixes in `form.ConditionForm` and calls `edit`; its template says
`{% field form.condition %}`.
"""
