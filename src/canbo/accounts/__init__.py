"""Users, grants, sign-in: who acts, and what they may see and do."""
