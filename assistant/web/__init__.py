"""The assistant on the web: its page, and its routes for other pages and for programs."""

from assistant.access import Access
from assistant.web.application import Application, application
from assistant.web.feedback import Feedback
from assistant.web.library import Library
from assistant.web.policy import Policy

__all__ = ["Access", "Application", "Feedback", "Library", "Policy", "application"]
