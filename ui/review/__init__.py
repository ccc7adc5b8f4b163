"""Opening recordings together, and looking at them."""
