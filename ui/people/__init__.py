"""Who works here, as far as the desktop shows it."""
