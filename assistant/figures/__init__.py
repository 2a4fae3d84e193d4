"""Answers made from typed figures."""
