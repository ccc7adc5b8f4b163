"""Settings as data: one row says name, type, default, bounds; screen and page are made from it."""
