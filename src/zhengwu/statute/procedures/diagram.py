"""A procedure as a drawing: its states and steps in the text form of Mermaid, which many sites and editors show."""

from zhengwu.statute.procedures.model import Procedure


def mermaid(procedure: Procedure, lang: str = "zh") -> str:
    """The state diagram: an arrow for each step that changes the state; steps that leave it are notes of the state."""
    index = 1 if lang == "en" else 0
    lines = ["stateDiagram-v2", f"    [*] --> {procedure.initial}"]
    lines += [f"    {state.key}: {state.name[index]}" for state in procedure.states]
    arrows: dict[tuple[str, str], list[str]] = {}
    for step in procedure.steps:
        for move in step.moves:
            for origin in move.origins:
                if move.target and move.target != origin:
                    names = arrows.setdefault((origin, move.target), [])
                    names += [step.name[index]] if step.name[index] not in names else []
    lines += [f"    {origin} --> {target}: {' / '.join(names)}" for (origin, target), names in arrows.items()]
    lines += [f"    {state.key} --> [*]" for state in procedure.states if state.final]
    return "\n".join(lines) + "\n"
