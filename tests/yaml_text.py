"""YAML as tests read what ssg wrote: by the library's own safe loader, in its quick form."""

from typing import Any

import yaml


def from_yaml(text: str) -> Any:
    """Return what `text` holds; ten times as fast as `yaml.safe_load`."""
    return yaml.load(text, yaml.CSafeLoader)
