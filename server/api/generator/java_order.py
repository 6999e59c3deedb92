"""The orders of Java's hash tables, in which the service lists what has no order of its own. Found by fitting: see each function."""


def hash_code(text: str) -> int:
    """String.hashCode of a text of ASCII characters, as 32 bits without a sign."""
    code = 0
    for character in text:
        code = (31 * code + ord(character)) & 0xFFFFFFFF
    return code


def table_size(count: int, least: int) -> int:
    """A table doubles when it is more than three quarters full."""
    size = least
    while count > size * 3 // 4:
        size *= 2
    return size


def order_of_values(values: list) -> list:
    """The values of an enumeration as "Member must satisfy enum value set: [...]" lists them: by hash code in a table of 32.
    All orders that were recorded fit, one of eight values among them (Model holds the generator to those of overrides.json).
    Assumed: of two values in one place the later one comes first, as two recorded pairs have it, and that a larger table grows."""
    size = table_size(len(values), 32)
    return sorted(reversed(values), key=lambda value: hash_code(value) % size)


def order_of_members(paths: list) -> list:
    """The members of a structure in the order in which their violations are told: that of a java.util.HashMap with its default size.
    The pairs that were recorded fit: logoutURLs and callbackURLs (aws-sdk-java-v2#5528), password and username
    (amazon-cognito-identity-js#388), confirmationCode and password, groupName and username, idpIdentifiers and providerName. Assumed: that the table grows as Java's does, and the model's order within one place."""
    size = table_size(len(paths), 16)
    return sorted(paths, key=lambda path: (hash_code(path) ^ hash_code(path) >> 16) % size)
