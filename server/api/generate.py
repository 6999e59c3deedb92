#!/usr/bin/env python3
"""Generates all structure of the API from the service model: types, codecs, shape tables, errors, the operation table.

  generate.py --out FOLDER      writes the C++ files (only those whose text changed)
  generate.py --coverage        prints the README's table of operations
"""

import argparse
from pathlib import Path

from generator import codecs, tables, types
from generator.model import Model


def write(path: Path, text: str):
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--coverage", action="store_true")
    arguments = parser.parse_args()
    model = Model(Path(__file__).resolve().parent)
    if arguments.coverage:
        print(f"**{len(model.implemented)} of {len(model.operations)}** operations are implemented: {', '.join(model.implemented)}.")
    if arguments.out:
        arguments.out.mkdir(parents=True, exist_ok=True)
        write(arguments.out / "types.h", types.header(model))
        write(arguments.out / "codecs.h", codecs.header(model))
        for part, text in enumerate(codecs.sources(model)):
            write(arguments.out / f"codecs_{part}.cpp", text)
        write(arguments.out / "operations.cpp", tables.operations_source(model))
        write(arguments.out / "errors.h", tables.errors_header(model))
        write(arguments.out / "handlers.h", tables.handlers_header(model))


if __name__ == "__main__":
    main()
