"""From an article to its findings, by rules over word lists and the syntax of single sentences."""
