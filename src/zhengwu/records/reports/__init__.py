"""The annual report (政府信息公开工作年度报告) of each body and year, written by the records themselves.

What lives here: the count of the cases and the way back from each cell to its cases, figures that no ledger has, the
texts, the checks, signing, publication, corrections, reports of earlier years, and the sum over the bodies below. What
does not: the forms, their rules and their layout (`zhengwu.statute.report`).
"""
