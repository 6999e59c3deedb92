#include "server/workbench/faults.h"

#include <optional>

#include "server/api/errors.h"
#include "server/api/json.h"
#include "server/workbench/request_json.h"

namespace rockpool::workbench {
namespace {

std::string TextOf(const api::JsonValue& value, const char* name) {
  if (!value.IsString()) {
    Refuse(std::string(name) + " must be a text.");
  }
  return std::string(api::TextOf(value));
}

std::uint32_t NumberOf(const api::JsonValue& value, const char* name) {
  if (!value.IsUint()) {
    Refuse(std::string(name) + " must be a whole number.");
  }
  return value.GetUint();
}

protocol::Fault ReadFault(const api::JsonValue& json) {
  if (!json.IsObject()) {
    Refuse("Each fault must be a JSON object.");
  }
  protocol::Fault fault;
  for (const auto& member : json.GetObject()) {
    const std::string_view name = api::TextOf(member.name);
    if (name == "operation") {
      fault.operation = TextOf(member.value, "operation");
    } else if (name == "error") {
      fault.error = TextOf(member.value, "error");
    } else if (name == "message") {
      fault.message = TextOf(member.value, "message");
    } else if (name == "times") {
      fault.times = NumberOf(member.value, "times");
    } else if (name == "delay_ms") {
      fault.delay = std::chrono::milliseconds(NumberOf(member.value, "delay_ms"));
    } else {
      Refuse("A fault has the members operation, error, message, times and delay_ms, and no others.");
    }
  }
  return fault;
}

void WriteFault(api::JsonWriter& writer, const protocol::Fault& fault) {
  writer.StartObject();
  api::EncodeKey(writer, "operation");
  api::Encode(writer, fault.operation);
  if (!fault.error.empty()) {
    api::EncodeKey(writer, "error");
    api::Encode(writer, fault.error);
  }
  if (fault.message) {
    api::EncodeKey(writer, "message");
    api::Encode(writer, *fault.message);
  }
  if (fault.times) {
    api::EncodeKey(writer, "times");
    api::Encode(writer, static_cast<std::int64_t>(*fault.times));
  }
  api::EncodeKey(writer, "delay_ms");
  api::Encode(writer, static_cast<std::int64_t>(fault.delay.count()));
  writer.EndObject();
}

}  // namespace

std::vector<protocol::Fault> ReadFaults(std::string_view json) {
  rapidjson::Document document;
  if (!Parse(json, document) || !(document.IsObject() || document.IsArray())) {
    Refuse("The body must be a fault, a JSON object with the member operation and others, or a list of faults.");
  }
  if (document.IsObject()) {
    return {ReadFault(document)};
  }
  std::vector<protocol::Fault> faults;
  for (const auto& element : document.GetArray()) {
    faults.push_back(ReadFault(element));
  }
  return faults;
}

std::string FaultsJson(const std::vector<protocol::Fault>& faults) {
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  writer.StartArray();
  for (const protocol::Fault& fault : faults) {
    WriteFault(writer, fault);
  }
  writer.EndArray();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace rockpool::workbench
