"""The output folder: staged, switched, and owned by a manifest."""
