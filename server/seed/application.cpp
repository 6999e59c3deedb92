#include "server/seed/application.h"

#include <re2/re2.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "server/api/json.h"
#include "server/api/operation.h"
#include "server/operations/repeats.h"
#include "server/protocol/repetition.h"
#include "server/protocol/service.h"

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

// One text for all spellings of a JSON value: compact, the members of each object in the order of their names; of equal names the order
// is kept.
std::string CanonicalJson(const api::JsonValue& value) {
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  Write(writer, value);
  return {buffer.GetString(), buffer.GetSize()};
}

// An error may quote what it refuses, and details hold secrets (a password may even stand in a URL): none of their values belongs on a
// terminal or in a log.
std::string WithoutDetails(std::string message, const api::JsonValue& request) {
  constexpr rapidjson::SizeType kShortestSecret = 4;  // a shorter one stands in too many words
  const auto details = request.FindMember("ProviderDetails");
  if (details == request.MemberEnd() || !details->value.IsObject()) {
    return message;
  }
  std::vector<std::string> values;
  for (const auto& detail : details->value.GetObject()) {
    if (detail.value.IsString() && detail.value.GetStringLength() >= kShortestSecret) {
      values.emplace_back(api::TextOf(detail.value));
    }
  }
  std::ranges::sort(values, std::ranges::greater(), &std::string::size);  // a value may be a part of another one
  for (const std::string& value : values) {
    RE2::GlobalReplace(&message, RE2::QuoteMeta(value), "***");
  }
  return message;
}

// The text of the object's member; empty if it has no such text.
std::string TextMember(const api::JsonValue& object, const char* name) {
  const auto member = object.FindMember(name);
  return member != object.MemberEnd() && member->value.IsString() ? std::string(api::TextOf(member->value)) : "";
}

}  // namespace

std::string Application::Apply(const api::JsonValue& entry) {
  const auto request = entry.IsObject() ? entry.FindMember("request") : api::JsonValue::ConstMemberIterator();
  if (!entry.IsObject() || TextMember(entry, "operation").empty() || request == entry.MemberEnd() || !request->value.IsObject()) {
    return R"(it is not of the form {"operation": "...", "request": {...}})";
  }
  try {
    return Run(TextMember(entry, "operation"), request->value);
  } catch (const operations::Unfindable& unfindable) {
    return unfindable.what();
  }
}

std::string Application::Run(const std::string& operation, const api::JsonValue& request) {
  api::Document text;
  api::Decode(request, text);
  const std::string& body = text.json;
  const protocol::Repetition repetition = protocol::RepetitionOf(operation, body, world_, settings_);
  if (repetition.existence == operations::Existence::kHere) {
    return "";
  }
  http::Response response;
  if (repetition.once_for) {
    const std::string canonical = CanonicalJson(request);
    std::string mark = marks_.Of(operation, canonical, met_[{operation, canonical}]++);
    if (HasMark(world_.store, *repetition.once_for, mark)) {
      return "";
    }
    MarkingStore store(world_.store, *repetition.once_for, std::move(mark), world_.clock.Now());
    response = Call(store, operation, body);
  } else {
    response = Call(world_.store, operation, body);
  }
  if (response.status == 200) {
    return "";
  }
  rapidjson::Document error;
  api::ParseJson(response.body, error);
  const std::string message = WithoutDetails(TextMember(error, "message") + TextMember(error, "Message"), request);
  const bool is_elsewhere = repetition.existence == operations::Existence::kElsewhere;
  return operation + ": " + TextMember(error, "__type") + (message.empty() ? "" : ": " + message) +
         (is_elsewhere ? " It is of another account, region or pool." : "");
}

http::Response Application::Call(storage::Store& store, const std::string& operation, const std::string& body) const {
  const world::World world = world::WithStore(world_, store, world_.clock);
  http::Request message;
  message.method = "POST";
  message.path = "/";
  message.headers.Add("X-Amz-Target", std::string(api::TargetPrefix()) + "." + operation);
  message.body = body;
  return protocol::Service(world, settings_).Handle(std::move(message));
}

}  // namespace rockpool::seed
