"""Quality floors: what the coder must reach on our own gold before a change may land."""
