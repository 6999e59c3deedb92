#!/usr/bin/env python3
"""Holds the tree to the rules that no compiler checks: who includes whom, sizes, names and lists that must agree.

Prints what it finds and closes with `architecture: N passed, N failed`; the exit status is 1 if anything was found.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Callable, Dict, Iterator, List, NamedTuple, Optional, Set, Tuple

ROOT = Path(__file__).resolve().parents[2]

# The storeys of the house, from the ground up: a folder may include those of the storeys below its own, and nothing of its neighbours.
# Rows of folders that are not there yet say where they will stand. A name that ends in .h stands for that header alone.
STOREYS = [
    ["server/util", "server/api"],
    ["server/crypto", "server/http", "server/pages", "storage"],
    ["server/web_authn", "server/xml"],
    ["server/world"],
    ["server/pools"],
    ["server/clients"],
    ["server/identity_providers"],
    ["server/accounts"],
    ["server/tokens"],
    ["server/triggers"],
    ["server/messaging"],
    ["server/risk"],
    ["server/sign_up"],
    ["server/sign_in"],
    ["server/federation"],
    ["server/operations", "server/oauth"],
    ["server/protocol"],
    ["server/workbench"],
    ["server/seed"],
    ["server"],  # app
]
# Who sees less than its storey allows, and the implementations, which app alone sees.
SEES_ONLY = {
    "server/crypto": ["server/util"],
    "server/xml": ["server/crypto", "server/util"],  # keys are verified, made and read in one place, whoever uses them
    "server/web_authn": ["server/api", "server/crypto", "server/util"],
    "server/http": ["server/util"],
    "server/pages": ["server/util"],
    "storage": [],  # a document is a string to it
    "storage/sqlite": ["storage", "server/util"],
    "server/http/beast": ["server/http", "server/util"],
    # Operations are called through the generated declarations.
    "server/protocol": ["server/api", "server/http", "server/util", "server/world", "server/operations/context.h",
                        "server/operations/gate.h", "server/operations/may_wait.h", "server/operations/repeats.h", "server/operations/repeats.def",
                        "storage/store.h"],
    "server/workbench": ["server/protocol", "server/world", "server/api", "server/http", "server/util", "storage", "server/pools",
                         "server/clients", "server/identity_providers", "server/accounts", "server/tokens", "server/triggers",
                         "server/messaging/message_json.h", "server/risk/rules.h", "server/sign_in", "server/federation", "server/pages",
                         "server/web_authn"],
}
APP = "server"


def may_include() -> Dict[str, Optional[List[str]]]:
    """What each folder may include beside itself; app anything."""
    allowed, below = {}, []
    for storey in STOREYS:
        allowed.update({folder: SEES_ONLY.get(folder, below[:]) for folder in storey})
        below += storey
    return {**allowed, **{folder: seen for folder, seen in SEES_ONLY.items() if folder not in allowed}, APP: None}


MAY_INCLUDE = may_include()
MAIN = "server/main.cpp"  # sees app alone, and so includes nothing from any folder

# Libraries that cost seconds a file, or whose types must not spread.
LIBRARIES = [
    ("Boost", r"boost/(?!url/)", r"server/http/beast/"),
    ("Boost.URL", r"boost/url/", r"server/http/"),
    ("Argon2 and crypt", r"argon2\.h$|crypt\.h$", r"server/crypto/password_hashes\.cpp$"),
    ("CLI11", r"CLI/", r"server/(command_line\.cpp|toml_config\.\w+)$"),
    ("toml++", r"toml\+\+/|toml\.hpp", r"server/toml_config\.\w+$"),
    ("libcurl", r"curl/", r"server/messaging/smtp_relay\.cpp$"),
    ("libxml2", r"libxml/|libxml2/", r"server/xml/"),
    ("xmlsec1", r"xmlsec/", r"server/xml/"),
    ("zlib", r"zlib\.h$", r"server/util/deflate\.cpp$"),
    ("ctemplate", r"ctemplate/", r"server/pages/"),
    ("qrcodegen", r"qrcodegen/", r"server/oauth/pages/qr_code\.cpp$"),
    ("SQLite", r"sqlite3(ext)?\.h$", r"storage/sqlite/"),
]

# What a mutex protects is said to the compiler, which the standard's locks do not understand.
STANDARD_LOCK = re.compile(r"\bstd::(?:(?:\w+_)?mutex|condition_variable(?:_any)?|lock_guard|(?:unique|shared|scoped)_lock)\b")
ANNOTATED_LOCKS = "server/util/thread_safety.h"
ONLY_PAUSE = ["server/idle_turns.cpp", "server/last_call.h", "server/messaging/relay.cpp"]  # their mutexes protect nothing

# http knows owners of paths, and none of their words: AWS's headers and the names of its errors are those of server/protocol.
AWS_WORDS = re.compile(r"(?i:amzn)|\b\w+Exception\b")

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


def check_no_folders_include_each_other_in_a_circle() -> Iterator[str]:
    """Also holds for the families in a folder: server/pools/rules may stand on server/pools, or the other way round, and not both."""
    stands_on: Dict[str, Set[str]] = {}
    for include in includes():
        folder, target = (file.rpartition("/")[0] for file in (include.file, include.target))
        if include.quoted and folder != target and folder != APP:
            stands_on.setdefault(folder, set()).add(target)
    for start in sorted(stands_on):
        if path := way_back(stands_on, start):
            yield " -> ".join(path)


def way_back(stands_on: Dict[str, Set[str]], start: str) -> List[str]:
    """The shortest way from a folder to itself, told once for each circle: by its first folder. Empty if there is none."""
    ways = [[start]]
    seen = set()
    for way in ways:
        for target in sorted(stands_on.get(way[-1], ())):
            if target == start and min(way) == start:
                return [*way, start]
            if target not in seen:
                seen.add(target)
                ways.append([*way, target])
    return []


def check_libraries_stay_where_they_belong() -> Iterator[str]:
    for include in includes():
        for library, header, home in LIBRARIES:
            if re.match(header, include.target) and not re.match(home, include.file):
                yield f"{include.file}:{include.line}: {library} has no business here"


def check_http_does_not_speak_of_aws() -> Iterator[str]:
    for path in files("server/http"):
        for number, line in enumerate(text_of(path).splitlines(), 1):
            if match := AWS_WORDS.search(line):
                yield f"{name(path)}:{number}: \"{match[0]}\" is a word of server/protocol"


def check_mutexes_say_what_they_protect() -> Iterator[str]:
    for path in files("server", "storage"):
        if path.suffix in (".h", ".cpp") and name(path) not in (ANNOTATED_LOCKS, *ONLY_PAUSE):
            for number, line in enumerate(text_of(path).splitlines(), 1):
                if match := STANDARD_LOCK.search(line):
                    yield f"{name(path)}:{number}: {match[0]}, where {ANNOTATED_LOCKS} has one that clang follows"
    for file in ONLY_PAUSE:
        if not STANDARD_LOCK.search(text_of(ROOT / file)):
            yield f"{file}: has no mutex any more, and needs no exception"


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


def check_what_creates_says_how_it_is_found_again() -> Iterator[str]:
    """A seed makes the same calls at every start."""
    repeats = (ROOT / "server/operations/repeats.def").read_text()
    declared = re.findall(r"^(?:CREATES|ONCE)\((\w+)\)", repeats, re.MULTILINE)
    for operation in operations():
        if re.match(r"(Admin)?Create|Add", operation) and operation not in declared:
            yield f"server/operations/repeats.def: no line for {operation}"
    for operation in declared:
        if operation not in operations():
            yield f"server/operations/repeats.def: {operation} is not in operations.def"


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


FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
IN_BACKTICKS = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
# A name in one of the tree's folders, or one with a suffix of its files. What has braces, brackets or capitals for a part stands for many.
PATH = re.compile(r"[a-z_.*\d-]+(?:/[\w.*-]*)+")
FILE = re.compile(r"[\w.-]+\.(?:h|cpp|py|md|sh|def|sql|toml|json|mjs|cmake)")
STANDS_FOR_MANY = re.compile(r"NNNN|<|\{")
MADE_BY_BUILDS = re.compile(r"build/|server/api/(?:types|codecs|errors|handlers)\.h$")


def is_in_the_tree(path: str) -> bool:
    """Also without the suffix, which stands for a header and its source, and for folders that are to come."""
    to_come = [folder for storey in STOREYS for folder in storey]
    return path.rstrip("/") in to_come or any(any(ROOT.glob(path.rstrip("/") + suffix)) for suffix in ("", ".h", ".cpp", ".py"))


def missing_from(text: str, folder: Path, names: Set[str]) -> Iterator[str]:
    roots = {path.name for path in ROOT.iterdir()}
    for match in IN_BACKTICKS.finditer(text):
        named = match[1]
        if STANDS_FOR_MANY.search(named) or MADE_BY_BUILDS.match(named):
            continue
        if PATH.fullmatch(named) and named.split("/")[0] in roots and not is_in_the_tree(named):
            yield named
        elif FILE.fullmatch(named) and named not in names:
            yield named
    for match in LINK.finditer(text):
        if "://" not in match[1] and not (folder / match[1]).exists():
            yield match[1]


def check_documents_name_what_is_there() -> Iterator[str]:
    tracked = tracked_files()
    names = {path.name for path in tracked}
    for path in tracked:
        if path.suffix == ".md" and (path.parent == ROOT or name(path).startswith("docs/")):
            for missing in missing_from(FENCED.sub("", text_of(path)), path.parent, names):
                yield f"{name(path)}: names {missing}, which is not there"


HOUSE = re.compile(r"^## Who may include whom$.*?^```$(.*?)^```$", re.DOTALL | re.MULTILINE)


def check_the_house_brackets_what_is_to_come() -> Iterator[str]:
    """The storeys as docs/request-route.md draws them: a folder that is not there yet stands in brackets, any other one without."""
    page = "docs/request-route.md"
    house = HOUSE.search(text_of(ROOT / page))
    if not house:
        yield f"{page}: no picture of who may include whom"
        return
    for folder in (folder for storey in STOREYS for folder in storey if folder != APP):
        word = folder.rpartition("/")[2]
        is_there = any((ROOT / folder).rglob("*.h"))
        if not re.search(rf"\b{word}\b", house[1]):
            yield f"{page}: the picture of who may include whom has no {word}"
        elif f"({word})" in house[1] and is_there:
            yield f"{page}: {word} stands in brackets, and is there"
        elif f"({word})" not in house[1] and not is_there:
            yield f"{page}: {word} stands without brackets, and is not there"


def check_each_folder_says_what_it_owns() -> Iterator[str]:
    """In the first line of its main header, which is the one that begins with the folder's name."""
    for folder in (folder for folder in MAY_INCLUDE if folder != APP and (ROOT / folder).is_dir()):
        begins = (f"// {folder.rpartition('/')[2]}: ", f"// {folder.removeprefix('server/')}: ")
        main = [path for path in sorted((ROOT / folder).glob("*.h")) if text_of(path).startswith(begins)]
        if len(main) != 1:
            yield f"{folder}: {len(main)} headers begin with what the folder owns, instead of one"


CHECKS: Tuple[Callable[[], Iterator[str]], ...] = (
    check_who_includes_whom,
    check_every_folder_has_a_row,
    check_no_folders_include_each_other_in_a_circle,
    check_libraries_stay_where_they_belong,
    check_http_does_not_speak_of_aws,
    check_mutexes_say_what_they_protect,
    check_sizes,
    check_headers_are_included_once,
    check_operations_are_sorted,
    check_what_creates_says_how_it_is_found_again,
    check_operations_have_files,
    check_readme_tells_the_coverage,
    check_no_machine_is_named,
    check_documents_name_what_is_there,
    check_the_house_brackets_what_is_to_come,
    check_each_folder_says_what_it_owns,
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
