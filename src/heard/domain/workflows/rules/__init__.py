"""What a workflow is, what can be wrong with it, and how it looks as a picture. Pure."""
