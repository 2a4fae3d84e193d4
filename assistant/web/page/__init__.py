"""The page that people talk to."""

from assistant.web.page.chat import STYLE, THEME, TITLE, page

__all__ = ["STYLE", "THEME", "TITLE", "page"]
