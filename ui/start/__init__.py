"""The first choice: set up my shop, or look around in the demo shop."""
