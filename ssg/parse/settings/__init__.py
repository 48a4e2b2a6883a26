"""site.yaml: its keys, and what reads them."""
