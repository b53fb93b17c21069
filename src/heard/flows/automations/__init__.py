"""Automations at work: what happens is read from the journal, what time brings is looked for, and steps are done."""
