"""canbo: develops the officials of a public administration, with history, law, figures and plans."""
