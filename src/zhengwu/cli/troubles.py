"""What can go wrong between the arguments and the reports: a sentence in both languages, and an exit code."""

from dataclasses import dataclass

from zhengwu.cli import exits


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one input gave no report: a stable code, a Chinese sentence and its English gloss."""

    code: str
    sentence: str
    gloss: str

    def text(self, lang: str) -> str:
        """The sentence in the language asked for."""
        return self.gloss if lang == "en" else self.sentence


class Trouble(Exception):
    """Ends the command with a sentence. `status` is the exit code."""

    def __init__(self, sentence: str, gloss: str, status: int = exits.USAGE) -> None:
        super().__init__(gloss)
        self.sentence = sentence
        self.gloss = gloss
        self.status = status

    def text(self, lang: str) -> str:
        """The sentence in the language asked for."""
        return self.gloss if lang == "en" else self.sentence


def cannot_write(path: str, error: OSError) -> Trouble:
    """The trouble of an output that cannot be written."""
    why = error.strerror or str(error)
    return Trouble(
        f"无法写入 {path}（{why}）。请检查目录是否存在、是否有写入权限、磁盘是否已满。",
        f"Cannot write {path} ({why}). Check that the folder exists, that you may write there, and that there is room.",
        exits.CANNOT_WRITE,
    )
