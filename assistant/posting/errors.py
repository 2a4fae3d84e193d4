"""What a person can put right in the rules for postings."""


class UnsoundRules(Exception):
    """A file of rules or words that cannot be used: says which, where, and what is wrong."""
