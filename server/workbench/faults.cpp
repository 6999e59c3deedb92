#include "server/workbench/faults.h"

#include "server/api/errors.h"
#include "server/api/json.h"
#include "server/workbench/request_json.h"
#include "server/workbench/trigger_faults.h"

namespace rockpool::workbench {
namespace {

// Of an object.
protocol::Fault ReadFault(const api::JsonValue& json) {
  protocol::Fault fault;
  for (const auto& member : json.GetObject()) {
    const std::string_view name = api::TextOf(member.name);
    if (name == "operation") {
      fault.operation = TextMember(member.value, "operation");
    } else if (name == "error") {
      fault.error = TextMember(member.value, "error");
    } else if (name == "message") {
      fault.message = TextMember(member.value, "message");
    } else if (name == "times") {
      fault.times = NumberMember(member.value, "times");
    } else if (name == "delay_ms") {
      fault.delay = std::chrono::milliseconds(NumberMember(member.value, "delay_ms"));
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

void AddFault(const api::JsonValue& json, Faults& faults) {
  if (!json.IsObject()) {
    Refuse("Each fault must be a JSON object.");
  }
  if (json.HasMember("trigger")) {
    faults.of_triggers.push_back(ReadTriggerFault(json));
  } else {
    faults.of_operations.push_back(ReadFault(json));
  }
}

}  // namespace

Faults ReadFaults(std::string_view json) {
  rapidjson::Document document;
  if (!Parse(json, document) || !(document.IsObject() || document.IsArray())) {
    Refuse("The body must be a fault, a JSON object with the member operation and others, or a list of faults.");
  }
  Faults faults;
  if (document.IsObject()) {
    AddFault(document, faults);
    return faults;
  }
  for (const auto& element : document.GetArray()) {
    AddFault(element, faults);
  }
  // Each kind is added as a whole or not at all, and so not both.
  if (!faults.of_operations.empty() && !faults.of_triggers.empty()) {
    Refuse("A list has faults of operations or of triggers, not of both.");
  }
  return faults;
}

std::string FaultsJson(const Faults& faults) {
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  writer.StartArray();
  for (const protocol::Fault& fault : faults.of_operations) {
    WriteFault(writer, fault);
  }
  for (const triggers::Fault& fault : faults.of_triggers) {
    WriteTriggerFault(writer, fault);
  }
  writer.EndArray();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace rockpool::workbench
