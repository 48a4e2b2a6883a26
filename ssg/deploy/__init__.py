"""Bringing the built site to where readers find it: one plan, a small back end for each target."""
