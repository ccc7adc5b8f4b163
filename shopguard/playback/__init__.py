"""Playback: the timeline, pictures at a time, the live wall's pictures, plain export."""
