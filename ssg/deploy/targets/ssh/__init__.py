"""Servers that are reached with ssh: by rsync, and by SFTP alone."""
