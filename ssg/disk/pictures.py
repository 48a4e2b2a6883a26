"""The size of a picture, from its first bytes."""

import io

SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif")


def picture_size(content: bytes) -> tuple[int, int]:
    """Return width and height in pixels as a browser shows them, or (0, 0) where unknown."""
    import imagesize  # noqa: PLC0415 - a build without new pictures does without it

    try:
        width, height = imagesize.get(io.BytesIO(content))
    except Exception:  # noqa: BLE001 - a damaged picture is no bug of ours, whatever it raises
        return 0, 0
    return (int(width), int(height)) if width > 0 and height > 0 else (0, 0)
