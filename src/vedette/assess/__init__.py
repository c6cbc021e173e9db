"""What is to be made of incidents in order: pure folds, which know neither network nor database."""
