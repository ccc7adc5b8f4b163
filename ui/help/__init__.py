"""Help and what ShopGuard is: read without the internet."""
