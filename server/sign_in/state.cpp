#include "server/sign_in/state.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>

#include "server/api/codecs.h"
#include "server/api/json.h"
#include "server/crypto/base64.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {
namespace {

// By name: no structure of the API has a place for it.
using Content = std::map<std::string, std::string, std::less<>>;

std::string_view Member(const Content& content, std::string_view name) {
  const auto found = content.find(name);
  return found == content.end() ? std::string_view() : std::string_view(found->second);
}

void Put(Content& content, std::string_view name, std::string value) {
  if (!value.empty()) {
    content.emplace(name, std::move(value));
  }
}

std::string FlagText(bool flag) { return flag ? "true" : ""; }

std::vector<std::string_view> NamesOf(const std::vector<Question>& questions) {
  std::vector<std::string_view> names;
  std::ranges::transform(questions, std::back_inserter(names), [](Question question) { return api::ToText(question); });
  return names;
}

// A list of texts, three for each result: its name, a flag, and the metadata behind a sign that there are any.
constexpr std::size_t kTextsOfAResult = 3;
constexpr char kThereIs = '=';

std::string ResultsJson(const std::vector<triggers::ChallengeResult>& results) {
  std::vector<std::string> texts;
  for (const triggers::ChallengeResult& result : results) {
    texts.push_back(result.challenge_name);
    texts.push_back(FlagText(result.result));
    texts.push_back(result.metadata ? kThereIs + *result.metadata : "");
  }
  return texts.empty() ? "" : api::ToJson(texts);
}

std::vector<triggers::ChallengeResult> ResultsIn(const Content& content) {
  std::vector<triggers::ChallengeResult> results;
  const auto json = content.find("Results");
  const auto texts = json == content.end() ? std::vector<std::string>() : api::FromStoredJson<std::vector<std::string>>(json->second);
  for (std::size_t i = 0; i + kTextsOfAResult <= texts.size(); i += kTextsOfAResult) {
    const std::string& metadata = texts[i + 2];
    results.push_back({texts[i], !texts[i + 1].empty(), metadata.empty() ? std::nullopt : std::optional(metadata.substr(1))});
  }
  return results;
}

void PutCustom(Content& content, const State& state) {
  Put(content, "IsCustom", FlagText(state.is_custom));
  Put(content, "Results", ResultsJson(state.results));
  if (!state.private_parameters.empty()) {
    content.emplace("PrivateParameters", api::ToJson(state.private_parameters));
  }
  Put(content, "IsEnough", FlagText(state.is_enough));
  if (state.challenge_metadata) {
    content.emplace("ChallengeMetadata", *state.challenge_metadata);
  }
}

void TakeCustom(const Content& content, State& state) {
  state.is_custom = content.contains("IsCustom");
  state.is_enough = content.contains("IsEnough");
  state.results = ResultsIn(content);
  if (const auto json = content.find("PrivateParameters"); json != content.end()) {
    state.private_parameters = api::FromStoredJson<triggers::ChallengeParameters>(json->second);
  }
  if (const auto metadata = content.find("ChallengeMetadata"); metadata != content.end()) {
    state.challenge_metadata = metadata->second;
  }
}

void PutChoice(Content& content, const State& state) {
  Put(content, "IsChoice", FlagText(state.is_choice));
  Put(content, "EventId", state.event_id);
  Put(content, "Methods", util::Join(state.methods, " "));
  Put(content, "TargetLevel", state.target_level == 0 ? "" : std::to_string(state.target_level));
  Put(content, "WebAuthnChallenge", crypto::Base64Encode(state.web_authn_challenge));
  Put(content, "DeviceKey", state.device_key);
  Put(content, "IsDeviceProved", FlagText(state.is_device_proved));
  Put(content, "MustHaveSecondFactor", FlagText(state.must_have_second_factor));
  Put(content, "HasEvent", FlagText(state.has_event));
}

void TakeChoice(const Content& content, State& state) {
  state.is_choice = content.contains("IsChoice");
  state.event_id = Member(content, "EventId");
  for (const std::string_view method : util::Split(Member(content, "Methods"), " ")) {
    state.methods.emplace_back(method);
  }
  const std::string_view level = Member(content, "TargetLevel");
  state.target_level = level.empty() ? 0 : level.front() - '0';
  state.web_authn_challenge = crypto::Base64Decode(Member(content, "WebAuthnChallenge")).value_or("");
  state.device_key = Member(content, "DeviceKey");
  state.is_device_proved = content.contains("IsDeviceProved");
  state.must_have_second_factor = content.contains("MustHaveSecondFactor");
  state.has_event = content.contains("HasEvent");
}

}  // namespace

void AddMethod(State& state, std::string_view method) {
  if (std::ranges::find(state.methods, method) == state.methods.end()) {
    state.methods.emplace_back(method);
  }
}

void ForgetSrp(State& state) {
  state.srp_a.clear();
  state.srp_b.clear();
  state.srp_public_b.clear();
  state.session_digest.clear();
}

std::string ToDocument(const State& state) {
  Content content;
  Put(content, "SignIn", state.sign_in);
  Put(content, "Username", state.username);
  Put(content, "Nobody", state.nobody);
  Put(content, "IsHosted", FlagText(state.is_hosted));
  Put(content, "HasFirstFactor", FlagText(state.has_first_factor));
  Put(content, "PasswordDigest", crypto::Base64Encode(state.password_digest));
  Put(content, "HasNewPassword", FlagText(state.has_new_password));
  Put(content, "HasSecondFactor", FlagText(state.has_second_factor));
  Put(content, "Chosen", state.chosen ? std::string(api::ToText(*state.chosen)) : "");
  Put(content, "Choices", util::Join(NamesOf(state.choices), " "));
  Put(content, "PendingDigest", crypto::Base64Encode(state.pending_digest));
  Put(content, "TokenDigest", crypto::Base64Encode(state.token_digest));
  Put(content, "CodeDigest", crypto::Base64Encode(state.code_digest));
  Put(content, "CodeAddress", state.code_address);
  Put(content, "SrpA", state.srp_a);
  Put(content, "SrpB", crypto::Base64Encode(state.srp_b));
  Put(content, "SrpPublicB", state.srp_public_b);
  Put(content, "SessionDigest", crypto::Base64Encode(state.session_digest));
  PutCustom(content, state);
  PutChoice(content, state);
  return api::ToJson(content);
}

State FromDocument(const std::string& document) {
  const auto content = api::FromStoredJson<Content>(document);
  State state;
  state.sign_in = Member(content, "SignIn");
  state.username = Member(content, "Username");
  state.nobody = Member(content, "Nobody");
  state.is_hosted = content.contains("IsHosted");
  state.has_first_factor = content.contains("HasFirstFactor");
  state.password_digest = crypto::Base64Decode(Member(content, "PasswordDigest")).value_or("");
  state.has_new_password = content.contains("HasNewPassword");
  state.has_second_factor = content.contains("HasSecondFactor");
  state.chosen = QuestionOf(Member(content, "Chosen"));
  for (const std::string_view name : util::Split(Member(content, "Choices"), " ")) {
    if (const auto question = QuestionOf(name)) {
      state.choices.push_back(*question);
    }
  }
  state.pending_digest = crypto::Base64Decode(Member(content, "PendingDigest")).value_or("");
  state.token_digest = crypto::Base64Decode(Member(content, "TokenDigest")).value_or("");
  state.code_digest = crypto::Base64Decode(Member(content, "CodeDigest")).value_or("");
  state.code_address = Member(content, "CodeAddress");
  state.srp_a = Member(content, "SrpA");
  state.srp_b = crypto::Base64Decode(Member(content, "SrpB")).value_or("");
  state.srp_public_b = Member(content, "SrpPublicB");
  state.session_digest = crypto::Base64Decode(Member(content, "SessionDigest")).value_or("");
  TakeCustom(content, state);
  TakeChoice(content, state);
  return state;
}

std::optional<Question> QuestionOf(std::string_view name) {
  for (const Question question :
       {Question::SMS_MFA, Question::EMAIL_OTP, Question::SMS_OTP, Question::SOFTWARE_TOKEN_MFA, Question::SELECT_MFA_TYPE,
        Question::MFA_SETUP, Question::PASSWORD_VERIFIER, Question::NEW_PASSWORD_REQUIRED, Question::CUSTOM_CHALLENGE,
        Question::SELECT_CHALLENGE, Question::PASSWORD, Question::PASSWORD_SRP, Question::WEB_AUTHN, Question::DEVICE_SRP_AUTH,
        Question::DEVICE_PASSWORD_VERIFIER}) {
    if (api::ToText(question) == name) {
      return question;
    }
  }
  return std::nullopt;
}

std::string JsonListOf(const std::vector<Question>& questions) {
  std::vector<std::string> names;
  for (const std::string_view name : NamesOf(questions)) {
    names.emplace_back(name);
  }
  return api::ToJson(names);
}

}  // namespace rockpool::sign_in
