"""What the preview was asked for and cannot do, in plain words."""


class RefusedError(Exception):
    """The author's editor could not be opened; `fix` says what can be done."""

    def __init__(self, message: str, fix: str) -> None:
        """Say why."""
        super().__init__(message)
        self.fix = fix
