"""A region at a glance: what stands on file of every body below a supervising office, side by side.

Here are questions only: nothing is stored. Figures are counted from cases, reports and publications, kept by this
process as long as nothing has changed, and lead back to the records that they count.
"""
