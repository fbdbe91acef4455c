"""The counter: a case taken down in four screens, without a mouse. Papers and channel, what is said, check, receipt.

What may live here: the screens of a registration, kept until it is made, and its receipt. What may not: rules of the
law; whether a case may be opened so is asked of the records.
"""
