"""What people ask for about their own data, and the shop's answer in time."""
