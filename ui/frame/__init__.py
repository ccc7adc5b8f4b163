"""What stands around every page: rail, status line, lock screen."""
