"""Worked answers: finding the one that a question asks for, by meaning and by what it names."""

from assistant.worked.matching import Candidate, WorkedAnswers

__all__ = ["Candidate", "WorkedAnswers"]
