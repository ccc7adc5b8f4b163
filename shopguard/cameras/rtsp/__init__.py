"""RTSP 1.0 (RFC 2326) as a client: messages, session descriptions, the conversation."""
