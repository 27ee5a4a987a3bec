"""canbo: develops the officials of a public administration: history, law, figures, plans."""
