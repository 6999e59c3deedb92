#include "tests/support/fake_invoker.h"

#include <gtest/gtest.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "server/util/strings.h"

namespace rockpool::support {
namespace {

using Kind = triggers::Outcome::Kind;

triggers::Outcome Answered(std::string text) { return {Kind::kAnswered, std::move(text), "", 1}; }

std::string JsonOf(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string ArnOf(const std::string& name) { return '"' + ("arn:aws:lambda:us-east-1:123456789012:function:" + name) + '"'; }

std::string ConfigOf(const std::string& trigger) {
  const std::size_t colon = trigger.find(':');
  const std::string name = trigger.substr(0, colon);
  if (colon != std::string::npos) {
    return '"' + name + R"(Config":{"LambdaArn":)" + ArnOf(name) + R"(,"LambdaVersion":")" + trigger.substr(colon + 1) + R"("})";
  }
  if (name == "InboundFederation" || name == "CustomEmailSender" || name == "CustomSMSSender") {
    return '"' + name + R"(":{"LambdaArn":)" + ArnOf(name) + R"(,"LambdaVersion":"V1_0"})";
  }
  return '"' + name + R"(":)" + ArnOf(name);
}

bool IsSender(const std::string& trigger) { return trigger.ends_with("Sender"); }

}  // namespace

std::string LambdaMember(const std::vector<std::string>& triggers) {
  std::vector<std::string> members;
  std::ranges::transform(triggers, std::back_inserter(members), ConfigOf);
  if (std::ranges::any_of(triggers, IsSender)) {
    members.emplace_back(R"("KMSKeyID":"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555")");
  }
  return R"(,"LambdaConfig":{)" + util::Join(members, ",") + "}";
}

std::string WithResponse(const std::string& event, const std::string& members) {
  rapidjson::Document whole;
  whole.Parse(event.data(), event.size());
  rapidjson::Document added(&whole.GetAllocator());
  added.Parse(members.data(), members.size());
  EXPECT_TRUE(whole.IsObject() && added.IsObject()) << event << members;
  if (!whole.IsObject() || !added.IsObject() || !whole.HasMember("response")) {
    return event;
  }
  rapidjson::Value& response = whole["response"];
  for (auto& member : added.GetObject()) {
    response.RemoveMember(member.name);
    response.AddMember(member.name, member.value, whole.GetAllocator());
  }
  return JsonOf(whole);
}

std::shared_ptr<FakeInvoker> FakeInvoker::Of(TestService& service) {
  auto invoker = std::make_shared<FakeInvoker>();
  service.CallFunctionsThrough(invoker);
  return invoker;
}

void FakeInvoker::Respond(const std::string& source, const std::string& members) {
  Do(source, [members](const triggers::Invocation& invocation) { return Answered(WithResponse(invocation.event, members)); });
}

void FakeInvoker::Return(const std::string& source, const std::string& text) {
  Do(source, [text](const triggers::Invocation&) { return Answered(text); });
}

void FakeInvoker::Throw(const std::string& source, const std::string& error) {
  Do(source, [error](const triggers::Invocation&) { return triggers::Outcome{Kind::kFunctionError, error, "", 1}; });
}

void FakeInvoker::Miss(const std::string& source, const std::string& error_type) {
  Do(source, [error_type](const triggers::Invocation&) { return triggers::Outcome{Kind::kNotInvoked, error_type, "", 1}; });
}

void FakeInvoker::Do(const std::string& source, Function function) {
  const std::lock_guard lock(mutex_);
  functions_[source] = std::move(function);
}

void FakeInvoker::SkipAll() {
  const std::lock_guard lock(mutex_);
  skips_ = true;
}

std::optional<triggers::Outcome> FakeInvoker::Foresee(const std::string& /*function_arn*/) const noexcept {
  const std::lock_guard lock(mutex_);
  return skips_ ? std::optional(triggers::Outcome{Kind::kSkipped, "", "functions are skipped", 0}) : std::nullopt;
}

triggers::Outcome FakeInvoker::Invoke(const triggers::Invocation& invocation) noexcept {
  if (auto foreseen = Foresee(invocation.function_arn)) {
    return *std::move(foreseen);
  }
  try {
    Function function;
    {
      const std::lock_guard lock(mutex_);
      calls_.push_back(invocation);
      auto told = functions_.find(invocation.source);
      if (told == functions_.end()) {
        told = functions_.find(triggers::ToText(invocation.trigger));
      }
      function = told == functions_.end() ? Function() : told->second;
    }
    return function ? function(invocation) : Answered(invocation.event);
  } catch (const std::exception& error) {
    ADD_FAILURE() << invocation.source << ": " << error.what();
    return {Kind::kNotInvoked, "ServiceException", error.what(), 1};
  }
}

std::vector<std::string> FakeInvoker::Sources() const {
  std::vector<std::string> sources;
  for (const triggers::Invocation& call : Calls()) {
    sources.push_back(call.source);
  }
  return sources;
}

std::vector<triggers::Invocation> FakeInvoker::Calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

std::size_t FakeInvoker::CountOf(std::string_view source) const {
  const auto sources = Sources();
  return static_cast<std::size_t>(std::ranges::count(sources, source));
}

rapidjson::Document FakeInvoker::EventOf(std::string_view source) const {
  rapidjson::Document event;
  const auto calls = Calls();
  const auto last = std::ranges::find(calls.rbegin(), calls.rend(), source, &triggers::Invocation::source);
  EXPECT_NE(last, calls.rend()) << source << " was not called";
  if (last != calls.rend()) {
    event.Parse(last->event.data(), last->event.size());
    EXPECT_FALSE(event.HasParseError()) << last->event;
  }
  return event;
}

std::string FakeInvoker::In(std::string_view source, std::string_view path) const {
  const rapidjson::Document event = EventOf(source);
  const rapidjson::Value* value = &event;
  for (const std::string_view step : util::Split(path, ".")) {
    if (value->IsArray()) {
      const auto index = static_cast<rapidjson::SizeType>(std::stoul(std::string(step)));
      if (index >= value->Size()) {
        return "-";
      }
      value = &(*value)[index];
      continue;
    }
    const std::string name(step);
    if (!value->IsObject() || !value->HasMember(name.c_str())) {
      return "-";
    }
    value = &(*value)[name.c_str()];
  }
  return value->IsString() ? std::string(value->GetString(), value->GetStringLength()) : JsonOf(*value);
}

void FakeInvoker::Forget() {
  const std::lock_guard lock(mutex_);
  calls_.clear();
}

}  // namespace rockpool::support
