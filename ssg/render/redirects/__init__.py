"""The redirect table in the words of each kind of host, and the page that works on any."""
