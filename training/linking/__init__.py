"""What links reports is learnt here, from streams that were written for it."""
