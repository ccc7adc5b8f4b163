"""Privacy masks burned in, each masked camera by a worker process of its own (G-2)."""
