"""The set-up as files: taken along, brought in after a look at the plan, taken back."""
