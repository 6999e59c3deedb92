"""Reading and writing the structs as JSON: codecs.h and codecs_<part>.cpp.

Only what the operations of operations.def and stored documents use is generated; the rest would be dead weight in the binary.
"""

PARTS = 4


def used_shapes(model) -> list:
    shapes = model.reachable(model.roots(model.implemented))
    return [name for name in shapes if model.is_enum(name) or model.kind(name) == "structure"]


def header(model) -> str:
    lines = [
        "// Generated from the service model by server/api/generate.py.",
        "#pragma once",
        "",
        '#include "server/api/json.h"',
        '#include "server/api/types.h"',
        "",
        "namespace rockpool::api {",
        "",
    ]
    for name in used_shapes(model):
        lines.append(f"void Decode(const JsonValue& json, {name}& value);")
        if model.is_enum(name):
            lines.append(f"std::string_view ToText({name} value);")
        lines.append(f"void Encode(JsonWriter& writer, const {name}& value);")
    lines += ["", "}  // namespace rockpool::api", ""]
    return "\n".join(lines)


def enum_codec(model, name: str) -> str:
    values = model.shapes[name]["enum"]
    texts = ", ".join(f'"{value}"' for value in values)
    return f"""namespace {{
constexpr std::string_view k{name}Texts[] = {{{texts}}};
}}
std::string_view ToText({name} value) {{ return k{name}Texts[static_cast<std::size_t>(value)]; }}
void Encode(JsonWriter& writer, const {name}& value) {{ Encode(writer, ToText(value)); }}
void Decode(const JsonValue& json, {name}& value) {{ DecodeEnum(json, k{name}Texts, value); }}
"""


def struct_codec(model, name: str) -> str:
    members = sorted(model.shapes[name]["members"])
    required = model.shapes[name].get("required", [])
    if not members:
        return (
            f"void Decode(const JsonValue&, {name}&) {{}}\n"
            f"void Encode(JsonWriter& writer, const {name}&) {{ writer.StartObject(); writer.EndObject(); }}\n"
        )
    decode = "\n    else ".join(f'if (name == "{m}") DecodeMember(member.value, value.{m});' for m in members)
    encode = []
    for m in members:
        if m in required:
            encode.append(f'  EncodeKey(writer, "{m}");\n  Encode(writer, value.{m});')
        else:
            encode.append(f'  if (value.{m}) {{\n    EncodeKey(writer, "{m}");\n    Encode(writer, *value.{m});\n  }}')
    return f"""void Decode(const JsonValue& json, {name}& value) {{
  for (const auto& member : json.GetObject()) {{
    const std::string_view name = TextOf(member.name);
    {decode}
  }}
}}
void Encode(JsonWriter& writer, const {name}& value) {{
  writer.StartObject();
{chr(10).join(encode)}
  writer.EndObject();
}}
"""


def sources(model) -> list:
    names = used_shapes(model)
    texts = []
    for part in range(PARTS):
        lines = [
            "// Generated from the service model by server/api/generate.py.",
            '#include "server/api/codecs.h"',
            "",
            "namespace rockpool::api {",
            "",
        ]
        for name in names[part::PARTS]:
            lines.append(enum_codec(model, name) if model.is_enum(name) else struct_codec(model, name))
        lines.append("}  // namespace rockpool::api\n")
        texts.append("\n".join(lines))
    return texts
