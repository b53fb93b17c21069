"""Reading what was applied, and what a department lacks before it goes live."""
