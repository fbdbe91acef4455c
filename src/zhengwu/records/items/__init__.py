"""What the office offers: service items, their versions, and where the powers come from.

Here live the models, the actions on them (draft, publish, retire, import), the questions (what holds on a day, guides,
indicators, the powers list) and the registers of delegation, transfer, devolution, seals and simplification. What an
item is by the standards is `zhengwu.statute.catalogue`; applications are `zhengwu.records.approvals`.
"""
