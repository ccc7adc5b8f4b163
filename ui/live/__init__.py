"""The live wall: what the cameras see now, and how late it is."""
