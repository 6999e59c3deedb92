#include "server/workbench/sign_in_page.h"

#include <rapidjson/prettywriter.h>

#include <algorithm>
#include <vector>

#include "server/api/json.h"
#include "server/pages/pages.h"

namespace rockpool::workbench {
namespace {

using api::JsonValue;

// The text of a member, or the JSON of what is none; empty where there is nothing.
std::string TextIn(const JsonValue& object, const char* name) {
  const auto member = object.FindMember(name);
  if (member == object.MemberEnd()) {
    return "";
  }
  if (member->value.IsString()) {
    return std::string(api::TextOf(member->value));
  }
  api::JsonBuffer buffer;
  rapidjson::PrettyWriter<api::JsonBuffer> writer(buffer);
  member->value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

template <class Show>
void ForEach(const JsonValue& object, const char* name, Show&& show) {
  const auto member = object.FindMember(name);
  if (member != object.MemberEnd() && member->value.IsArray()) {
    for (const JsonValue& element : member->value.GetArray()) {
      show(element);
    }
  }
}

void AddAttribute(const JsonValue& told, pages::Values& call) {
  call.Show("HAS_ATTRIBUTES");
  pages::Values& row = call.Add("ATTRIBUTES");
  row.Set("ATTRIBUTE", TextIn(told, "attribute"));
  row.Set("CLAIM", TextIn(told, "claim"));
  row.Set("VALUE", TextIn(told, "value"));
  row.Set("REASON", TextIn(told, "reason"));
}

void AddFederation(const JsonValue& federation, pages::Values& call) {
  ForEach(federation, "messages", [&call](const JsonValue& message) {
    pages::Values& row = call.Add("MESSAGES");
    row.Set("DIRECTION", TextIn(message, "direction"));
    row.Set("WHAT", TextIn(message, "what"));
    row.Set("MESSAGE_TEXT", TextIn(message, "text"));
  });
  const auto add = [&call](const JsonValue& told) { AddAttribute(told, call); };
  ForEach(federation, "mapped", add);
  ForEach(federation, "dropped", add);
  call.Set("USER_BEFORE", TextIn(federation, "user_before"));
  call.Set("USER_AFTER", TextIn(federation, "user_after"));
}

std::string UserOf(const JsonValue& traced) {
  const std::string username = TextIn(traced, "username");
  return username.empty() ? TextIn(traced, "user") : username;
}

// Of the step that ended it.
std::string ReasonOf(const JsonValue& traced) {
  std::string reason;
  ForEach(traced, "steps", [&reason](const JsonValue& step) {
    if (TextIn(step, "verdict") == "refused") {
      reason = TextIn(step, "rule") + ": " + TextIn(step, "reason");
    }
  });
  return reason;
}

void AddCall(const JsonValue& traced, pages::Values& page) {
  pages::Values& call = page.Add("CALLS");
  call.Set("OPERATION", TextIn(traced, "operation"));
  call.Set("OUTCOME", TextIn(traced, "outcome"));
  call.Set("TIME", TextIn(traced, "time"));
  call.Set("POOL", TextIn(traced, "pool"));
  call.Set("CLIENT", TextIn(traced, "client"));
  call.Set("USER", UserOf(traced));
  ForEach(traced, "steps", [&call](const JsonValue& step) {
    pages::Values& row = call.Add("STEPS");
    row.Set("RULE", TextIn(step, "rule"));
    row.Set("VERDICT", TextIn(step, "verdict"));
    row.Set("REASON", TextIn(step, "reason"));
  });
  if (const auto federation = traced.FindMember("federation"); federation != traced.MemberEnd()) {
    AddFederation(federation->value, call);
  }
}

}  // namespace

std::string SignInPage(const std::string& json) {
  rapidjson::Document document;
  api::ParseStoredJson(json, document);
  pages::Values page;
  bool is_empty = true;
  ForEach(document, "sign_ins", [&](const JsonValue& traced) {
    is_empty = false;
    AddCall(traced, page);
  });
  if (is_empty) {
    page.Show("EMPTY");
  }
  return pages::Render("workbench/sign_in.html", page);
}

std::string SignInsPage(const std::string& json) {
  rapidjson::Document document;
  api::ParseStoredJson(json, document);
  std::vector<const JsonValue*> calls;
  ForEach(document, "sign_ins", [&calls](const JsonValue& traced) { calls.push_back(&traced); });
  std::ranges::reverse(calls);
  pages::Values page;
  for (const JsonValue* traced : calls) {
    pages::Values& row = page.Add("CALLS");
    row.Set("ID", TextIn(*traced, "id"));
    row.Set("TIME", TextIn(*traced, "time"));
    row.Set("OPERATION", TextIn(*traced, "operation"));
    row.Set("USER", UserOf(*traced));
    row.Set("OUTCOME", TextIn(*traced, "outcome"));
    row.Set("REASON", ReasonOf(*traced));
  }
  return pages::Render("workbench/sign_ins.html", page);
}

}  // namespace rockpool::workbench
