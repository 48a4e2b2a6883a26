"""Shell: reading the site, keeping the cache, writing the output."""
