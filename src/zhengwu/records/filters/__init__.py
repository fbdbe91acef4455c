"""Filters of the inbox that somebody saved, for themselves or for their unit."""
