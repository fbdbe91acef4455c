"""The one way in which a reader refuses: what is wrong, and what to do about it."""


class Unreadable(Exception):
    """A file that cannot be read as a report. `code` is stable; `sentence` (Chinese), `gloss` (English) explain it."""

    def __init__(self, code: str, sentence: str, gloss: str) -> None:
        super().__init__(gloss)
        self.code = code
        self.sentence = sentence
        self.gloss = gloss

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[str, str, str]]:
        return Unreadable, (self.code, self.sentence, self.gloss)
