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
  if (state.challenge_metadata) {
    content.emplace("ChallengeMetadata", *state.challenge_metadata);
  }
}

void TakeCustom(const Content& content, State& state) {
  state.is_custom = content.contains("IsCustom");
  state.results = ResultsIn(content);
  if (const auto json = content.find("PrivateParameters"); json != content.end()) {
    state.private_parameters = api::FromStoredJson<triggers::ChallengeParameters>(json->second);
  }
  if (const auto metadata = content.find("ChallengeMetadata"); metadata != content.end()) {
    state.challenge_metadata = metadata->second;
  }
}

}  // namespace

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
  return state;
}

std::optional<Question> QuestionOf(std::string_view name) {
  for (const Question question :
       {Question::SMS_MFA, Question::EMAIL_OTP, Question::SOFTWARE_TOKEN_MFA, Question::SELECT_MFA_TYPE, Question::MFA_SETUP,
        Question::PASSWORD_VERIFIER, Question::NEW_PASSWORD_REQUIRED, Question::CUSTOM_CHALLENGE}) {
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
