"""The page that people talk to."""

from assistant.web.page.blocks import page
from assistant.web.page.document import OwnDocument
from assistant.web.page.head import head, top
from assistant.web.page.theme import Paper

__all__ = ["OwnDocument", "Paper", "head", "page", "top"]
