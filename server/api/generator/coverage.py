"""The README's table of operations."""


def table(model) -> str:
    done = [name for name in model.operations if name in model.implemented]
    missing = [name for name in model.operations if name not in model.implemented]
    return "\n".join(
        [
            f"**{len(done)} of {len(model.operations)}** operations are implemented.",
            "",
            "| | operations |",
            "|---|---|",
            f"| implemented | {', '.join(done)} |",
            f"| UnknownOperationException, naming themselves | {', '.join(missing)} |",
        ]
    )
