"""What is done again and again without anybody waiting for it."""
