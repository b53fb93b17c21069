"""Reading conversations: threads for incoming mail, timelines, trays, prepared answers."""
