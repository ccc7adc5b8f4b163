"""Cameras: register, packet sources, discovery and the connection test (G-2, G-6.6)."""
