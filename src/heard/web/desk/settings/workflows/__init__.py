"""The editor of workflows: stages, moves, tasks, further cases and outcomes, in sentences and as a picture."""
