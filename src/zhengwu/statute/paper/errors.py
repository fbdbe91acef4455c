"""The one way in which a renderer refuses: what is wrong, and what to do about it."""


class RenderError(Exception):
    """A document that cannot be written. `code` is stable; `sentence` (Chinese) and `gloss` (English) explain it."""

    def __init__(self, code: str, sentence: str, gloss: str) -> None:
        super().__init__(gloss)
        self.code = code
        self.sentence = sentence
        self.gloss = gloss

    def __reduce__(self) -> tuple[type["RenderError"], tuple[str, str, str]]:
        return RenderError, (self.code, self.sentence, self.gloss)
