"""Handing footage over: from the request at the counter to the receipt."""
