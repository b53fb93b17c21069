"""Bringing in files of other systems: choose the file, match its columns, see what would come in, start."""
