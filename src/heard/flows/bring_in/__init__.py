"""People, staff and articles of another system, brought in from a file: read, matched to columns, written in batches.

Requests have a flow of their own (import_requests), for there are millions of them; both read files by import_files.
"""
