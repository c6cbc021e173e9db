"""What becomes of incidents: how far they are to be believed, and whose things they lie near."""
