"""Footage: fragments, sealed volumes, chain, store, retention, holds, checks (J-4, G-6, T-4)."""
