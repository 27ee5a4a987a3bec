"""Units, posts, people, all facts about them, and the imports they came from."""
