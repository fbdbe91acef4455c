"""Requests that somebody is still writing: kept for a week for the browser that began them, then forgotten.

What may live here: what was typed and attached before it was handed in, and for an hour the receipt. What may not:
anything that is on file; a draft is nobody's record and leaves no trace once it is handed in or forgotten.
"""
