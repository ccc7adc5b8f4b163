"""Is everything recording? Cameras, disk, clock, recorder."""
