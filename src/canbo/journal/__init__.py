"""The journal: every act, readable, in a chain that shows any later change."""
