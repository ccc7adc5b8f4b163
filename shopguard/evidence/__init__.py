"""Evidence out: grounds, the register of provisions, the package, verification."""
