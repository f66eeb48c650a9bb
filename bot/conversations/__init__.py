"""What is kept of conversations: events, messages and replies; durable, and shared by the server's processes."""
