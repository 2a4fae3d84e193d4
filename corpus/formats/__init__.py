"""From a format to text: saved pages, HTML, PDF."""
