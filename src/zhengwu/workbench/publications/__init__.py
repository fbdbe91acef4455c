"""The desk of publications: the register as the staff see it, drafts and their files, versions, channels, the ledger.

A document goes its way as a case (`zhengwu.workbench.cases`); here stands what is to be published, not the steps.
"""
