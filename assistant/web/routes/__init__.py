"""The routes under /api: each module makes a router over the library."""
