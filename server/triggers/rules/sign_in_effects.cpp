#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/api/json_object.h"
#include "server/crypto/digest.h"
#include "server/triggers/rules/event_answer.h"

namespace rockpool::triggers {
namespace {

constexpr std::string_view kUserName = "{userName}";
constexpr std::string_view kCustomChallenge = "CUSTOM_CHALLENGE";

std::string WithUserName(std::string text, const std::string& user_name) {
  for (std::size_t at = text.find(kUserName); at != std::string::npos; at = text.find(kUserName, at + user_name.size())) {
    text.replace(at, kUserName.size(), user_name);
  }
  return text;
}

std::string_view TextIn(const api::JsonValue& object, const char* name) {
  const auto member = object.FindMember(name);
  return member != object.MemberEnd() && member->value.IsString() ? api::TextOf(member->value) : std::string_view();
}

bool IsPassed(const api::JsonValue& result) {
  const auto member = result.FindMember("challengeResult");
  return member != result.MemberEnd() && member->value.IsTrue();
}

enum class Next { kPassword, kAsk, kTokens, kFail };

// A password comes first where the client begins with SRP, and then whatever second factor the service asks for by itself.
Next NextOf(const api::JsonValue* session, const RuleQuestion& question) {
  std::uint32_t wrong = 0;
  const api::JsonValue* last = nullptr;
  if (session != nullptr && session->IsArray()) {
    for (const api::JsonValue& result : session->GetArray()) {
      if (result.IsObject()) {
        last = &result;
        wrong += TextIn(result, "challengeName") == kCustomChallenge && !IsPassed(result) ? 1U : 0U;
      }
    }
  }
  if (last == nullptr) {
    return Next::kAsk;
  }
  if (TextIn(*last, "challengeName") == kCustomChallenge) {
    return IsPassed(*last) ? Next::kTokens : wrong >= question.tries ? Next::kFail : Next::kAsk;
  }
  if (!IsPassed(*last)) {
    return Next::kFail;
  }
  return TextIn(*last, "challengeName") == "SRP_A" ? Next::kPassword : Next::kAsk;
}

void Define(const RuleQuestion& question, EventAnswer& answer) {
  const Next next = NextOf(answer.Find("request.session"), question);
  if (next == Next::kPassword || next == Next::kAsk) {
    answer.Set("challengeName", next == Next::kPassword ? std::string_view("PASSWORD_VERIFIER") : kCustomChallenge);
  }
  answer.Set("issueTokens", next == Next::kTokens);
  answer.Set("failAuthentication", next == Next::kFail);
}

void Create(const RuleQuestion& question, EventAnswer& answer) {
  api::JsonObject shown;
  shown.Add("question", question.text);
  answer.SetJson("publicChallengeParameters", shown.Text());
  answer.SetJson("privateChallengeParameters", "{}");  // the answer stays in the rule
  answer.Set("challengeMetadata", std::string_view("QUESTION"));
}

}  // namespace

void AnswerUserMigration(const Migration& migration, const Invocation& invocation, EventAnswer& answer) {
  const bool is_sign_in = invocation.source == "UserMigration_Authentication";
  if (is_sign_in && migration.password &&
      !crypto::EqualInConstantTime(answer.TextAt("request.password").value_or(""), *migration.password)) {
    throw RuleRefusal("Bad password");
  }
  const std::string user_name = answer.TextAt("userName").value_or("");
  api::JsonObject attributes;
  for (const auto& [name, value] : migration.attributes) {
    attributes.Add(name, WithUserName(value, user_name));
  }
  answer.SetJson("userAttributes", attributes.Text());
  if (!migration.final_status.empty()) {
    answer.Set("finalUserStatus", migration.final_status);
  } else if (is_sign_in) {
    answer.Set("finalUserStatus", std::string_view("CONFIRMED"));
  }
  if (migration.suppresses_message) {
    answer.Set("messageAction", std::string_view("SUPPRESS"));
  }
}

void AnswerQuestion(const RuleQuestion& question, Trigger trigger, EventAnswer& answer) {
  if (trigger == Trigger::kDefineAuthChallenge) {
    Define(question, answer);
  } else if (trigger == Trigger::kCreateAuthChallenge) {
    Create(question, answer);
  } else {
    answer.Set("answerCorrect", crypto::EqualInConstantTime(answer.TextAt("request.challengeAnswer").value_or(""), question.answer));
  }
}

}  // namespace rockpool::triggers
