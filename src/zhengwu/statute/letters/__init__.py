"""The office's letters: templates prescribed by the law's content, merged with values, drawn as documents.

`model` holds the dataclasses, `vocabulary` the closed list of placeholders, `merge` makes a letter of a template and
values, `registry` knows the templates (one TOML file each under `templates/`), `remedies` tells the remedy paragraph
for the day of a decision, and `renderers` writes a letter as DOCX, PDF, HTML or text. No case, no database, no clock.
"""
