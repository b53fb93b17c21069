"""Reading automations, their runs, and whose turn it is."""
