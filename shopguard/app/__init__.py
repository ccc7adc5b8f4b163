"""Composition root, command line, start-up, demo shop."""
