"""What the living site tells beyond its export: readers of its public interfaces, all pure."""
