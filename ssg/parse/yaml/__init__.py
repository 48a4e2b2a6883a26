"""YAML as writers write it: read strictly, each part with its place, mistakes in their words."""
