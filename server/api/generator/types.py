"""The structs and enumerations of requests and responses: types.h."""

CPP_SCALARS = {
    "string": "std::string",
    "integer": "std::int32_t",
    "long": "std::int64_t",
    "boolean": "bool",
    "timestamp": "api::Timestamp",
    "blob": "api::Blob",
    "document": "api::Document",
}


def cpp_type(model, shape_name: str) -> str:
    shape = model.shapes[shape_name]
    kind = model.kind(shape_name)
    if model.is_enum(shape_name) or kind == "structure":
        return f"api::{shape_name}"
    if kind == "list":
        return f"std::vector<{cpp_type(model, shape['member']['shape'])}>"
    if kind == "map":
        return f"std::map<std::string, {cpp_type(model, shape['value']['shape'])}, std::less<>>"
    return CPP_SCALARS[kind]


def member_type(model, shape_name: str, member: str) -> str:
    shape = model.shapes[shape_name]
    plain = cpp_type(model, shape["members"][member]["shape"])
    return plain if member in shape.get("required", []) else f"std::optional<{plain}>"


def enum_text(model, name: str) -> str:
    values = model.shapes[name]["enum"]
    return f"enum class {name} {{ {', '.join(values)} }};"


def struct_text(model, name: str) -> str:
    lines = [f"struct {name} {{"]
    for member in model.shapes[name]["members"]:
        initial = "{}" if member in model.shapes[name].get("required", []) else ""
        lines.append(f"  {member_type(model, name, member)} {member}{initial};")
    lines.append(f"  bool operator==(const {name}&) const = default;")
    lines.append("};")
    return "\n".join(lines)


def header(model) -> str:
    shapes = model.reachable(model.roots(model.operations))
    parts = [
        "// Generated from the service model by server/api/generate.py.",
        "#pragma once",
        "",
        "#include <cstdint>\n#include <functional>\n#include <map>\n#include <optional>\n#include <string>\n#include <vector>",
        "",
        '#include "server/api/scalars.h"',
        "",
        "namespace rockpool::api {",
        "",
    ]
    for name in shapes:
        if model.is_enum(name):
            parts.append(enum_text(model, name))
        elif model.kind(name) == "structure":
            parts.append(struct_text(model, name))
    parts += ["", "}  // namespace rockpool::api", ""]
    return "\n".join(parts)
