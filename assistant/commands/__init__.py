"""What `python -m assistant` can do, a module for each command."""
