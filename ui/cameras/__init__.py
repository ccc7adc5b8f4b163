"""The cameras: which there are, where they look and why, and what is covered."""
