"""What is known of two languages together."""
