"""From RTP packets to access units. No socket here: bytes in, packets out."""
