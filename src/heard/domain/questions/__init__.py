"""Questionnaires and the answers given to them."""
