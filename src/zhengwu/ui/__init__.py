"""What every screen is made of: one frame, one style sheet, one set of parts, the words in both languages.

What may live here: templates and the dataclasses they show (`parts/`), words (`words/`), forms, doors, shipped files.
What may not: models, rules of the law, pages of the portal or the workbench. Nothing here asks the clock.
"""
