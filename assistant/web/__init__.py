"""The assistant on the web: its page, and its routes for other pages and for programs."""
