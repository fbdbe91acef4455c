"""What the public does before anything is on file: requests still being written, and how often one address may act.

What may live here: what was typed and attached before it was handed in, for an hour the receipt, and the turns that an
address has taken. What may not: anything that is on file; a draft is nobody's record and leaves no trace once it is
handed in or forgotten.
"""
