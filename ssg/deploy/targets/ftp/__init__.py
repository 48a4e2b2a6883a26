"""Web space with FTP."""
