"""What an old host gave, read where it lies; what an import brings, where it belongs."""
