"""What an automation can do: one file an action, each with its STEP. A new file here is a new action."""
