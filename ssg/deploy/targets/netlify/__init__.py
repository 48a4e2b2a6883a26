"""Netlify, by its digest API."""
