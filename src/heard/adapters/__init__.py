"""The outside world: one file or folder for each thing that Heard talks to. No ORM, no domain."""
