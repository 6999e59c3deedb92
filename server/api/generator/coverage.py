"""The README's table of operations."""


def table(model) -> str:
    return f"**{len(model.implemented)} of {len(model.operations)}** operations are implemented: {', '.join(model.implemented)}."
