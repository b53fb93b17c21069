"""The portal's template words."""
