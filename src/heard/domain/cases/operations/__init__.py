"""The only writers of cases. Each locks the case, changes it, and writes one journal entry."""
