"""Stills on paper: every number, and where its paper is until it is shredded (J-15)."""
