"""What a person can put right about a brief."""


class NotDecided(Exception):
    """The answers lead to no recommendation yet, so there is nothing to take along."""


class BriefUnreadable(Exception):
    """A file is no brief, or not as it was when the brief was made."""


class BriefUnwritable(Exception):
    """A brief cannot be written to the file that is named."""
