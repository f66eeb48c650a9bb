"""Changes of the store's tables, from release to release."""
