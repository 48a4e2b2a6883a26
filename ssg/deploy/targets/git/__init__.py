"""A branch of a repository, which a host shows."""
