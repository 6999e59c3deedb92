#include "server/workbench/trigger_faults.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "server/workbench/request_json.h"

namespace rockpool::workbench {
namespace {

using Kind = triggers::Fault::Kind;

constexpr std::string_view kAny = "*";

struct Word {
  std::string_view word;
  Kind kind;
};
constexpr std::array<Word, 3> kWords{{{"timeout", Kind::kTimeout}, {"error", Kind::kError}, {"malformed", Kind::kMalformed}}};

Kind KindIn(const api::JsonValue& value) {
  const auto* const known = std::ranges::find(kWords, TextMember(value, "wrong"), &Word::word);
  if (known == kWords.end()) {
    Refuse("wrong must be timeout, error or malformed.");
  }
  return known->kind;
}

std::optional<triggers::Trigger> TriggerIn(const api::JsonValue& value) {
  const std::string word = TextMember(value, "trigger");
  const auto trigger = triggers::TriggerOf(word);
  if (!trigger && word != kAny) {
    Refuse("trigger must be the name of a trigger, such as PreSignUp, or * for any.");
  }
  return trigger;
}

// What the text of the kind is called; empty where there is none.
std::string_view TextName(Kind kind) { return kind == Kind::kError ? "message" : kind == Kind::kMalformed ? "answer" : ""; }

}  // namespace

triggers::Fault ReadTriggerFault(const api::JsonValue& json) {
  triggers::Fault fault;
  std::string text_name;
  bool has_kind = false;
  for (const auto& member : json.GetObject()) {
    const std::string_view name = api::TextOf(member.name);
    if (name == "trigger") {
      fault.trigger = TriggerIn(member.value);
    } else if (name == "pool") {
      fault.user_pool_id = TextMember(member.value, name);
    } else if (name == "wrong") {
      fault.kind = KindIn(member.value);
      has_kind = true;
    } else if ((name == "message" || name == "answer") && !fault.text) {
      fault.text = TextMember(member.value, name);
      text_name = name;
    } else if (name == "times") {
      fault.times = NumberMember(member.value, name);
    } else {
      Refuse("A fault of a trigger has the members trigger, pool, wrong, times, and message or answer, and no others.");
    }
  }
  if (!has_kind) {
    Refuse("wrong must be timeout, error or malformed.");
  }
  if (fault.text && text_name != TextName(fault.kind)) {
    Refuse("message goes with error alone, and answer with malformed.");
  }
  return fault;
}

void WriteTriggerFault(api::JsonWriter& writer, const triggers::Fault& fault) {
  writer.StartObject();
  api::EncodeKey(writer, "trigger");
  api::Encode(writer, fault.trigger ? triggers::ToText(*fault.trigger) : kAny);
  if (!fault.user_pool_id.empty()) {
    api::EncodeKey(writer, "pool");
    api::Encode(writer, fault.user_pool_id);
  }
  api::EncodeKey(writer, "wrong");
  api::Encode(writer, std::ranges::find(kWords, fault.kind, &Word::kind)->word);
  if (fault.text) {
    api::EncodeKey(writer, TextName(fault.kind));
    api::Encode(writer, *fault.text);
  }
  if (fault.times) {
    api::EncodeKey(writer, "times");
    api::Encode(writer, static_cast<std::int64_t>(*fault.times));
  }
  writer.EndObject();
}

}  // namespace rockpool::workbench
