#!/usr/bin/env python3
"""Holds the tree to the rules that no compiler checks: who includes whom, sizes, names and lists that must agree.

Prints what it finds and closes with `architecture: N passed, N failed`; the exit status is 1 if anything was found.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Callable, Iterator, List, NamedTuple, Tuple

ROOT = Path(__file__).resolve().parents[2]

# Who may include whom: the picture of the architecture, one row a folder. A name that ends in .h stands for that header alone. What a
# folder includes of itself and of the folders inside it needs no entry.
FOUNDATION = ["server/crypto", "server/util", "storage"]
DOMAIN = [
    "server/identity_providers",
    "server/sign_in",
    "server/accounts",
    "server/tokens",
    "server/federation",
    "server/triggers",
    "server/messaging",
]
MAY_INCLUDE = {
    "storage": [],
    "storage/sqlite": ["storage", "server/util"],
    "server/api": [],
    "server/util": [],
    "server/crypto": ["server/util"],
    "server/http": [],
    "server/http/beast": ["server/http", "server/util"],
    "server/sign_in": ["server/api", *FOUNDATION],
    "server/accounts": ["server/api", *FOUNDATION],
    "server/tokens": ["server/api", *FOUNDATION],
    "server/identity_providers": ["server/api", "server/http", *FOUNDATION],
    "server/federation": ["server/api", "server/http", *FOUNDATION],
    "server/triggers": ["server/api", "server/http", *FOUNDATION],
    "server/messaging": ["server/api", "server/http", *FOUNDATION],
    "server/operations": ["server/api", *DOMAIN, *FOUNDATION],
    "server/oauth": ["server/api", "server/http", *DOMAIN, *FOUNDATION],
    # Operations are called through the generated declarations. Their context carries the store, which knows whether a call may block.
    "server/protocol": ["server/api", "server/http", "server/util", "server/operations/context.h", "storage/store.h"],
    "server/workbench": ["server/protocol", "server/api", "server/http", "server/util", "storage"],
    "server": None,  # app may include anything, and is the only one that sees implementations
}
MAIN = "server/main.cpp"  # sees app alone, and so includes nothing from any folder

# Libraries that cost seconds a file, or whose types must not spread.
LIBRARIES = [
    ("Boost", r"boost/", r"server/http/beast/"),
    ("CLI11", r"CLI/", r"server/(options\.cpp|toml_config\.\w+)$"),
    ("toml++", r"toml\+\+/|toml\.hpp", r"server/toml_config\.\w+$"),
    ("spdlog or fmt", r"spdlog/|fmt/", r"server/util/log\w*\.cpp$"),
    ("libxml2", r"libxml/|libxml2/", r"server/identity_providers/"),
    ("SQLite", r"sqlite3(ext)?\.h$", r"storage/sqlite/"),
]

MAX_LINES = 500
SOURCE_SUFFIXES = {".h", ".cpp", ".py", ".mjs", ".js", ".sh", ".sql", ".cmake", ".def"}
NOT_OURS = {".git", "build", "node_modules", "__pycache__"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
# The folders of the machines that the project was written on, split so that this file does not name them.
MACHINE_PATH = re.compile(r"(?<![\w.}\-])/(?:work|root)" + "/")


class Include(NamedTuple):
    file: str
    line: int
    target: str
    quoted: bool


def files(*folders: str) -> Iterator[Path]:
    for folder in folders or (".",):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and not NOT_OURS.intersection(path.relative_to(ROOT).parts):
                yield path


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    """Empty for what is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def includes() -> Iterator[Include]:
    for path in files("server", "storage"):
        if path.suffix in (".h", ".cpp"):
            for number, line in enumerate(text_of(path).splitlines(), 1):
                if match := INCLUDE.match(line):
                    yield Include(name(path), number, match[2], match[1] == '"')


def folder_of(file: str) -> str:
    """The row of MAY_INCLUDE that a file belongs to: its own folder or the nearest one above it that has a row."""
    folder = file.rpartition("/")[0]
    while folder and folder not in MAY_INCLUDE:
        folder = folder.rpartition("/")[0]
    return folder


def is_allowed(include: Include) -> bool:
    folder, target = folder_of(include.file), folder_of(include.target)
    if include.file == MAIN:
        return target == folder
    allowed = MAY_INCLUDE[folder]
    return allowed is None or folder == target or target in allowed or include.target in allowed


def check_who_includes_whom() -> Iterator[str]:
    for include in includes():
        if include.quoted and not include.target.startswith(("server/", "storage/")):
            yield f"{include.file}:{include.line}: \"{include.target}\" is not included from the root, or is no part of the server"
        elif include.quoted and not is_allowed(include):
            yield f"{include.file}:{include.line}: {folder_of(include.file)} may not include {include.target}"


def check_every_folder_has_a_row() -> Iterator[str]:
    for folder in sorted(path for path in (ROOT / "server").iterdir() if path.is_dir()):
        if name(folder) not in MAY_INCLUDE and (any(folder.rglob("*.cpp")) or any(folder.rglob("*.h"))):
            yield f"{name(folder)}: the table of who may include whom has no row for it"


def check_libraries_stay_where_they_belong() -> Iterator[str]:
    for include in includes():
        for library, header, home in LIBRARIES:
            if re.match(header, include.target) and not re.match(home, include.file):
                yield f"{include.file}:{include.line}: {library} has no business here"


def is_source(path: Path) -> bool:
    return path.suffix in SOURCE_SUFFIXES or path.name == "CMakeLists.txt" or (not path.suffix and text_of(path).startswith("#!"))


def check_sizes() -> Iterator[str]:
    for path in files():
        if is_source(path) and (lines := len(text_of(path).splitlines())) > MAX_LINES:
            yield f"{name(path)}: {lines} lines, more than {MAX_LINES}"


def check_headers_are_included_once() -> Iterator[str]:
    for path in files():
        if path.suffix == ".h" and "#pragma once" not in text_of(path).splitlines():
            yield f"{name(path)}: no #pragma once"


def operations() -> List[str]:
    return re.findall(r"^OPERATION\((\w+),", (ROOT / "server/api/operations.def").read_text(), re.MULTILINE)


def snake_case(camel: str) -> str:
    """AdminSetUserMFAPreference -> admin_set_user_mfa_preference"""
    parted = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", camel)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", parted).lower()


def check_operations_are_sorted() -> Iterator[str]:
    listed = operations()
    for left, right in zip(listed, listed[1:]):
        if left >= right:
            yield f"server/api/operations.def: {right} stands after {left}"


def check_operations_have_files() -> Iterator[str]:
    for operation in operations():
        stem = snake_case(operation)
        if len(list((ROOT / "server/operations").glob(f"*/{stem}.cpp"))) != 1:
            yield f"server/operations/*/{stem}.cpp: not there, or more than one"
        if not list((ROOT / "tests/operations").rglob(f"{stem}_test.cpp")):
            yield f"tests/operations/**/{stem}_test.cpp: not there"


def check_readme_tells_the_coverage() -> Iterator[str]:
    readme = ROOT / "README.md"
    told = re.search(r"<!-- coverage -->\n(.*?)\n<!-- /coverage -->", text_of(readme) if readme.exists() else "", re.DOTALL)
    command = [sys.executable, "-B", str(ROOT / "server/api/generate.py"), "--coverage"]
    true = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if told is None:
        yield "README.md: no table between <!-- coverage --> and <!-- /coverage -->"
    elif told[1].strip() != true.strip():
        yield "README.md: the coverage table is not what `server/api/generate.py --coverage` prints"


def tracked_files() -> List[Path]:
    """What is in the repository or about to be; the whole tree where there is no git."""
    command = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return list(files())
    return [path for path in (ROOT / entry for entry in listed.split("\0") if entry) if path.is_file()]


def check_no_machine_is_named() -> Iterator[str]:
    for path in tracked_files():
        for number, line in enumerate(text_of(path).splitlines(), 1):
            if match := MACHINE_PATH.search(line):
                yield f"{name(path)}:{number}: names a path of one machine: {match[0]}"


CHECKS: Tuple[Callable[[], Iterator[str]], ...] = (
    check_who_includes_whom,
    check_every_folder_has_a_row,
    check_libraries_stay_where_they_belong,
    check_sizes,
    check_headers_are_included_once,
    check_operations_are_sorted,
    check_operations_have_files,
    check_readme_tells_the_coverage,
    check_no_machine_is_named,
)


def main() -> int:
    failed = 0
    for check in CHECKS:
        findings = list(check())
        failed += bool(findings)
        for finding in findings:
            print(finding)
    print(f"architecture: {len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
