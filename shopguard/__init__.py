"""ShopGuard: lawful, gentle security cameras for small shops."""

__version__ = "0.1.0"
