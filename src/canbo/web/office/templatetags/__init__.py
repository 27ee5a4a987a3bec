"""Words and links for the office's templates."""
