"""Text as C++ string literals: what the scripts that compile files into the program share."""


def literal(text):
    """One C++ string literal per line of the text; they join into one string."""
    lines = text.splitlines(keepends=True) or [""]
    return "\n".join('     "' + "".join(escaped(byte) for byte in line.encode()) + '"' for line in lines)


def escaped(byte):
    if byte in (0x22, 0x5C):
        return "\\" + chr(byte)
    if byte == 0x0A:
        return "\\n"
    # Octal escapes end after three digits, hexadecimal ones would swallow what follows.
    return chr(byte) if 0x20 <= byte < 0x7F and byte != 0x3F else f"\\{byte:03o}"
