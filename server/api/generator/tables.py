"""What the validator and the dispatcher look up: shapes.cpp, operations.cpp, errors.h, handlers.h."""

import json

KINDS = {
    "structure": "kStructure",
    "list": "kList",
    "map": "kMap",
    "string": "kString",
    "integer": "kInteger",
    "long": "kLong",
    "boolean": "kBoolean",
    "timestamp": "kTimestamp",
    "blob": "kBlob",
    "document": "kDocument",
}

BANNER = "// Generated from the service model by server/api/generate.py."


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=True)


def shape_text(model, name: str) -> str:
    shape = model.shapes[name]
    kind = model.kind(name)
    lines = []
    fields = [f".name = {quoted(name)}", f".kind = ShapeKind::{KINDS[kind]}"]
    if shape.get("sensitive"):
        fields.append(".sensitive = true")
    for limit in ("min", "max"):
        if limit in shape:
            fields.append(f".{limit} = {shape[limit]}")
    if kind == "structure":
        members = []
        positions = {member: position for position, member in enumerate(shape["members"])}
        for member in sorted(shape["members"]):
            required = "true" if member in shape.get("required", []) else "false"
            path = quoted(model.member_path(name, member))
            members.append(f"  {{{quoted(member)}, {path}, &k{shape['members'][member]['shape']}, {required}, {positions[member]}}},")
        if members:
            lines.append(f"constexpr Member k{name}Members[] = {{\n" + "\n".join(members) + "\n};")
            fields.append(f".members = k{name}Members")
            by_name = sorted(shape["members"])
            told = ", ".join(str(by_name.index(member)) for member in model.order_of_violations(name))
            lines.append(f"constexpr std::uint8_t k{name}Told[] = {{{told}}};")
            fields.append(f".told = k{name}Told")
    if kind == "map":
        fields.append(f".key = &k{shape['key']['shape']}")
    if kind in ("map", "list"):
        fields.append(f".element = &k{shape['value' if kind == 'map' else 'member']['shape']}")
    pattern = model.pattern(name)
    if pattern:
        fields.append(f".pattern = {quoted(pattern[0])}")
        fields.append(f".pattern_text = {quoted(pattern[1])}")
    if model.is_enum(name):
        values = ", ".join(quoted(value) for value in model.enum_text_order(name))
        lines.append(f"constexpr std::string_view k{name}Values[] = {{{values}}};")
        fields.append(f".enumeration = k{name}Values")
    order = ["name", "kind", "sensitive", "min", "max", "pattern", "pattern_text", "enumeration", "members", "told", "key", "element"]
    fields.sort(key=lambda field: order.index(field.split(" ")[0][1:]))
    lines.append(f"constexpr Shape k{name}{{{', '.join(fields)}}};")
    return "\n".join(lines)


def operations_source(model) -> str:
    lines = [BANNER, '#include "server/api/operation.h"', "", "namespace rockpool::api {", "namespace {", ""]
    for name in model.reachable(model.roots(model.operations)):
        lines.append(shape_text(model, name))
    rows = []
    for name, operation in model.operations.items():
        errors = ", ".join(quoted(error["shape"]) for error in operation["errors"])
        lines.append(f"constexpr std::string_view k{name}Errors[] = {{{errors}}};")
        output = f"&k{operation['output']['shape']}" if "output" in operation else "nullptr"
        is_signed = "true" if model.is_signed(name) else "false"
        rows.append(f"  {{{quoted(name)}, &k{operation['input']['shape']}, {output}, {is_signed}, k{name}Errors}},")
    lines += ["constexpr Operation kOperations[] = {", *rows, "};", "", "}  // namespace", ""]
    lines += ["std::span<const Operation> Operations() { return kOperations; }", ""]
    lines += [f"std::string_view TargetPrefix() {{ return {quoted(model.target_prefix)}; }}", ""]
    lines += http_status_function(model)
    lines += ["}  // namespace rockpool::api", ""]
    return "\n".join(lines)


def http_status(model, error: str) -> int:
    return 500 if model.shapes[error].get("fault") else 400


def http_status_function(model) -> list:
    lines = ["int HttpStatusOf(std::string_view error) {"]
    for name in model.exceptions():
        if http_status(model, name) != 400:
            lines.append(f"  if (error == {quoted(name)}) return {http_status(model, name)};")
    return lines + ["  return 400;", "}", ""]


def errors_header(model) -> str:
    lines = [BANNER, "#pragma once", "", '#include "server/api/service_exception.h"', "", "namespace rockpool::api {", ""]
    for name in model.exceptions():
        status = http_status(model, name)
        lines.append(f"class {name} final : public ServiceException {{")
        lines.append(" public:")
        lines.append(f"  explicit {name}(std::string message) : ServiceException({quoted(name)}, {status}, std::move(message)) {{}}")
        lines.append("};")
    lines += ["", "}  // namespace rockpool::api", ""]
    return "\n".join(lines)


def handlers_header(model) -> str:
    lines = [
        BANNER,
        "// One function per operation of the model; operations.def says which of them are implemented, in server/operations/<family>/.",
        "#pragma once",
        "",
        '#include "server/api/types.h"',
        "",
        "namespace rockpool::http {",
        "enum class Runs;  // server/http/endpoint.h",
        "}",
        "namespace rockpool::operations {",
        "",
        "struct Context;",
        "",
    ]
    for name, operation in model.operations.items():
        result = f"api::{operation['output']['shape']}" if "output" in operation else "void"
        request = f"const api::{operation['input']['shape']}& request"
        lines.append(f"{result} {name}(const Context& context, {request});")
        lines.append(f"http::Runs {name}Runs({request});")
    lines += ["", "}  // namespace rockpool::operations", ""]
    return "\n".join(lines)
