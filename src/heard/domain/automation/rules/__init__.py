"""What automations are made of: triggers, steps, moments, and when one has run away. Pure: no database."""
