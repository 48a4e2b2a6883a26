"""Bringing the built site to where readers find it: one plan, and a small back end for each target."""
