"""Segments on the desk: who they are in words and numbers, who may not be written to and why, writing to the rest."""
