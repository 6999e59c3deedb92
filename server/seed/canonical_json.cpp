#include "server/seed/canonical_json.h"

#include <algorithm>
#include <vector>

namespace rockpool::seed {
namespace {

void Write(api::JsonWriter& writer, const api::JsonValue& value);

void WriteObject(api::JsonWriter& writer, const api::JsonValue& object) {
  std::vector<const api::JsonValue::Member*> members;
  for (const api::JsonValue::Member& member : object.GetObject()) {
    members.push_back(&member);
  }
  std::ranges::stable_sort(members, {}, [](const api::JsonValue::Member* member) { return api::TextOf(member->name); });
  writer.StartObject();
  for (const api::JsonValue::Member* member : members) {
    api::EncodeKey(writer, api::TextOf(member->name));
    Write(writer, member->value);
  }
  writer.EndObject();
}

// As deep as the value, which the parser has bounded.
void Write(api::JsonWriter& writer, const api::JsonValue& value) {
  if (value.IsObject()) {
    WriteObject(writer, value);
  } else if (value.IsArray()) {
    writer.StartArray();
    for (const api::JsonValue& element : value.GetArray()) {
      Write(writer, element);
    }
    writer.EndArray();
  } else {
    value.Accept(writer);
  }
}

}  // namespace

std::string CanonicalJson(const api::JsonValue& value) {
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  Write(writer, value);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace rockpool::seed
