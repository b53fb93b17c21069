"""How much of one mail Heard takes in. What is over a limit is cut and marked; the raw source keeps the whole."""

MAX_BYTES = 25 * 1024 * 1024
MAX_TEXT = 150_000
# What is looked at before cutting: more cannot become part of the text or of the HTML.
MAX_DECODED = 2_000_000
# Markup is several times longer than what it shows.
MAX_HTML = 750_000
MAX_SANITISED_HTML = 150_000
# The sanitiser's time grows with the square of the nesting; people nest a few dozen.
MAX_HTML_DEPTH = 400
MAX_LINKS = 5_000
MAX_DEPTH = 50
MAX_PARTS = 1_000
MAX_HEAD = 256 * 1024
MAX_HEADER = 20_000
MAX_ATTACHMENTS = 200
MAX_RECIPIENTS = 500
MAX_REFERENCES = 200
