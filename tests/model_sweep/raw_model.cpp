#include "tests/model_sweep/raw_model.h"

#include <rapidjson/document.h>
#include <rapidjson/istreamwrapper.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <fstream>
#include <stdexcept>

namespace rockpool::model_sweep {
namespace {

using rapidjson::Value;

rapidjson::Document ReadJson(const std::string& path) {
  std::ifstream file(std::string(ROCKPOOL_SOURCE_DIR) + path);
  rapidjson::IStreamWrapper stream(file);
  rapidjson::Document document;
  document.ParseStream(stream);
  if (document.HasParseError() || !document.IsObject()) {
    throw std::runtime_error(path + " is no JSON object");
  }
  return document;
}

std::string Text(const Value& value) { return {value.GetString(), value.GetStringLength()}; }

const Value* Find(const Value& object, const std::string& name) {
  const auto found = object.FindMember(name.c_str());
  return found == object.MemberEnd() ? nullptr : &found->value;
}

std::vector<std::string> Texts(const Value* list) {
  std::vector<std::string> texts;
  if (list != nullptr) {
    for (const Value& text : list->GetArray()) {
      texts.push_back(Text(text));
    }
  }
  return texts;
}

std::optional<std::int64_t> Number(const Value* value) {
  return value == nullptr ? std::nullopt : std::optional<std::int64_t>(value->GetInt64());
}

// One entry of overrides.json, or null.
const Value* Override(const Value& overrides, const std::string& section, const std::string& name) {
  return Find(overrides[section.c_str()], name);
}

std::string PathOf(const Value& overrides, const std::string& shape, const std::string& member) {
  if (const Value* entry = Override(overrides, "paths", shape + "." + member)) {
    return Text(*Find(*entry, "path"));
  }
  std::string path = member;
  path[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(path[0])));
  return path;
}

// Java's String.hashCode.
std::uint32_t HashCode(const std::string& text) {
  std::uint32_t code = 0;
  for (const char c : text) {
    code = 31 * code + static_cast<unsigned char>(c);
  }
  return code;
}

// As the service lists the values of an enumeration, which has fewer than 24: by hash code in a table of 32, the later one of two first.
std::vector<std::string> Listed(std::vector<std::string> values) {
  std::ranges::reverse(values);
  std::ranges::stable_sort(values, {}, [](const std::string& value) { return HashCode(value) % 32; });
  return values;
}

void ReadScalars(RawShape& shape, const Value& json, const Value& overrides) {
  shape.type = Find(json, "document") != nullptr ? "document" : Text(*Find(json, "type"));
  shape.sensitive = Find(json, "sensitive") != nullptr;
  shape.min = Number(Find(json, "min"));
  shape.max = Number(Find(json, "max"));
  shape.enumeration = Texts(Find(json, "enum"));
  if (const Value* entry = Override(overrides, "enum_values", shape.name)) {
    const std::vector<std::string> more = Texts(Find(*entry, "values"));
    shape.enumeration.insert(shape.enumeration.end(), more.begin(), more.end());
  }
  shape.enumeration = Listed(shape.enumeration);
  if (const Value* pattern = Find(json, "pattern")) {
    shape.re2_pattern = shape.pattern_text = Text(*pattern);
    if (const Value* entry = Override(overrides, "patterns", shape.name)) {
      if (Find(*entry, "none") != nullptr) {
        shape.re2_pattern = shape.pattern_text = "";
        return;
      }
      const Value* re2 = Find(*entry, "re2");
      const Value* text = Find(*entry, "text");
      shape.re2_pattern = re2 == nullptr ? shape.re2_pattern : Text(*re2);
      shape.pattern_text = text == nullptr ? shape.pattern_text : Text(*text);
    }
  }
}

void SetLimits(RawShape& shape, const Value& limits) {
  if (const auto min = Number(Find(limits, "min"))) {
    shape.min = min;
  }
  if (const auto max = Number(Find(limits, "max"))) {
    shape.max = max;
  }
  if (const Value* pattern = Find(limits, "pattern")) {
    shape.re2_pattern = shape.pattern_text = Text(*pattern);
  }
}

}  // namespace

const RawModel& RawModel::Get() {
  static const RawModel model;
  return model;
}

RawModel::RawModel() {
  const rapidjson::Document model = ReadJson("/server/api/model/cognito-idp-2016-04-18.json");
  const rapidjson::Document overrides = ReadJson("/server/api/overrides.json");
  for (const auto& entry : model["shapes"].GetObject()) {
    RawShape& shape = shapes_[Text(entry.name)];
    shape.name = Text(entry.name);
    ReadScalars(shape, entry.value, overrides);
  }
  const auto shape_at = [&](const Value& reference) { return &shapes_.at(Text(*Find(reference, "shape"))); };
  // Members with limits of their own have shapes of their own, in the model's words and with what the limits say instead.
  std::map<std::string, std::string> limited;
  for (const auto& entry : overrides["limits"].GetObject()) {
    const std::string member = Text(entry.name);
    const std::size_t dot = member.find('.');
    const Value& structure = model["shapes"][member.substr(0, dot).c_str()];
    RawShape& shape = shapes_[member.substr(0, dot) + member.substr(dot + 1)];
    const std::string general = Text(structure["members"][member.substr(dot + 1).c_str()]["shape"]);
    shape = shapes_.at(general);
    shape.name = limited[member] = member.substr(0, dot) + member.substr(dot + 1);
    SetLimits(shape, entry.value);
  }
  const auto link_members = [&](RawShape& shape, const std::string& name_in_model, const Value& members, const Value* required_names) {
    const std::vector<std::string> required = Texts(required_names);
    for (const auto& member : members.GetObject()) {
      const std::string name = Text(member.name);
      const bool is_required = std::ranges::find(required, name) != required.end();
      const auto own = limited.find(name_in_model + "." + name);
      const RawShape* member_shape = own == limited.end() ? shape_at(member.value) : &shapes_.at(own->second);
      shape.members.push_back({name, PathOf(overrides, name_in_model, name), member_shape, is_required});
    }
  };
  const auto link = [&](RawShape& shape, const std::string& name_in_model, const Value* limits) {
    const Value& json = model["shapes"][name_in_model.c_str()];
    const auto said = [&](const char* word) {
      const Value* instead = limits == nullptr ? nullptr : Find(*limits, word);
      return instead == nullptr ? Find(json, word) : instead;
    };
    if (const Value* members = Find(json, "members")) {
      link_members(shape, name_in_model, *members, said("required"));
    }
    if (shape.type == "list") {
      shape.element = shape_at(*said("member"));
    } else if (shape.type == "map") {
      shape.key = shape_at(*said("key"));
      shape.element = shape_at(*said("value"));
    }
  };
  for (const auto& entry : model["shapes"].GetObject()) {
    link(shapes_.at(Text(entry.name)), Text(entry.name), nullptr);
  }
  for (const auto& [member, own] : limited) {
    const std::size_t dot = member.find('.');
    const Value& structure = model["shapes"][member.substr(0, dot).c_str()];
    link(shapes_.at(own), Text(structure["members"][member.substr(dot + 1).c_str()]["shape"]), Find(overrides["limits"], member));
  }
  for (const auto& entry : model["operations"].GetObject()) {
    RawOperation& operation = operations_[Text(entry.name)];
    operation.name = Text(entry.name);
    operation.input = shape_at(*Find(entry.value, "input"));
    const Value* output = Find(entry.value, "output");
    operation.output = output == nullptr ? nullptr : shape_at(*output);
    for (const Value& error : Find(entry.value, "errors")->GetArray()) {
      operation.errors.push_back(Text(*Find(error, "shape")));
    }
    for (const auto& added : overrides["errors"].GetObject()) {
      const auto operations = added.value["operations"].GetArray();
      if (std::ranges::any_of(operations, [&](const Value& name) { return Text(name) == operation.name; })) {
        operation.errors.push_back(Text(added.name));
      }
    }
    const Value* authtype = Find(entry.value, "authtype");
    operation.is_signed = (authtype == nullptr || Text(*authtype) != "none") && Override(overrides, "unsigned", operation.name) == nullptr;
  }
}

}  // namespace rockpool::model_sweep
