"""What every document on paper needs, whatever it says: Chinese fonts, the typesetter, and one way to refuse.

Nothing here knows what a report or a letter is, and nothing of the law lives here.
"""
