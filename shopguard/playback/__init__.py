"""Playback: the timeline, pictures at a time, the live wall's pictures, recorded video as MP4."""
