"""What an installation sets: read once from `CANBO_*`, typed, with safe defaults."""
