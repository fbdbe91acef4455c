"""Licences as documents: one module a format, each from a `Paper`. Nothing here knows where a licence comes from."""
