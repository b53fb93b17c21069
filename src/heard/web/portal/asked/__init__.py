"""A questionnaire that a resident was asked about their case: its pages, sending it, and what was sent."""
