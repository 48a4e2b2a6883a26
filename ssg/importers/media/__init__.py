"""The pictures, sounds and files of an old blog: which ones, where from, and where they go."""
