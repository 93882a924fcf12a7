"""viginote: find what a French clinical note gives away, redact it, measure exposure after a leak."""
