"""Language, look and what the shop keeps."""
