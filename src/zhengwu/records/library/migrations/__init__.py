"""Migrations of `library`."""
