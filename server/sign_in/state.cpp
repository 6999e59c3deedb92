#include "server/sign_in/state.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iterator>

#include "server/api/codecs.h"
#include "server/api/named_texts.h"
#include "server/crypto/base64.h"
#include "server/sign_in/family.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {
namespace {

using api::NamedTexts;

void PutBytes(NamedTexts& texts, std::string_view name, std::string_view bytes) { texts.PutUnlessEmpty(name, crypto::Base64Encode(bytes)); }

std::string BytesIn(const NamedTexts& texts, std::string_view name) { return crypto::Base64Decode(texts.Text(name)).value_or(""); }

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
    texts.emplace_back(result.result ? "true" : "");
    texts.push_back(result.metadata ? kThereIs + *result.metadata : "");
  }
  return texts.empty() ? "" : api::ToJson(texts);
}

std::vector<triggers::ChallengeResult> ResultsIn(const std::optional<std::string>& json) {
  std::vector<triggers::ChallengeResult> results;
  const auto texts = json ? api::FromStoredJson<std::vector<std::string>>(*json) : std::vector<std::string>();
  for (std::size_t i = 0; i + kTextsOfAResult <= texts.size(); i += kTextsOfAResult) {
    const std::string& metadata = texts[i + 2];
    results.push_back({texts[i], !texts[i + 1].empty(), metadata.empty() ? std::nullopt : std::optional(metadata.substr(1))});
  }
  return results;
}

void PutCustom(NamedTexts& texts, const State& state) {
  texts.PutFlag("IsCustom", state.is_custom);
  texts.PutUnlessEmpty("Results", ResultsJson(state.results));
  texts.PutUnlessEmpty("PrivateParameters", state.private_parameters.empty() ? "" : api::ToJson(state.private_parameters));
  texts.PutFlag("IsEnough", state.is_enough);
  texts.Put("ChallengeMetadata", state.challenge_metadata);
}

void TakeCustom(const NamedTexts& texts, State& state) {
  state.is_custom = texts.Has("IsCustom");
  state.is_enough = texts.Has("IsEnough");
  state.results = ResultsIn(texts.Find("Results"));
  if (const auto json = texts.Find("PrivateParameters")) {
    state.private_parameters = api::FromStoredJson<triggers::ChallengeParameters>(*json);
  }
  state.challenge_metadata = texts.Find("ChallengeMetadata");
}

void PutChoice(NamedTexts& texts, const State& state) {
  texts.PutFlag("IsChoice", state.is_choice);
  texts.PutUnlessEmpty("EventId", state.event_id);
  texts.PutUnlessEmpty("Methods", util::Join(state.methods, " "));
  texts.PutUnlessEmpty("TargetLevel", state.target_level == 0 ? "" : std::to_string(state.target_level));
  PutBytes(texts, "WebAuthnChallenge", state.web_authn_challenge);
  texts.PutUnlessEmpty("DeviceKey", state.device_key);
  texts.PutFlag("IsDeviceProved", state.is_device_proved);
  texts.PutFlag("MustHaveSecondFactor", state.must_have_second_factor);
  texts.PutFlag("HasEvent", state.has_event);
  texts.PutUnlessEmpty("EventMillis", state.event_millis == 0 ? "" : std::to_string(state.event_millis));
}

void TakeChoice(const NamedTexts& texts, State& state) {
  state.is_choice = texts.Has("IsChoice");
  state.event_id = texts.Text("EventId");
  state.methods = MethodsIn(texts.Text("Methods"));
  const std::string_view level = texts.Text("TargetLevel");
  state.target_level = level.empty() ? 0 : level.front() - '0';
  state.web_authn_challenge = BytesIn(texts, "WebAuthnChallenge");
  state.device_key = texts.Text("DeviceKey");
  state.is_device_proved = texts.Has("IsDeviceProved");
  state.must_have_second_factor = texts.Has("MustHaveSecondFactor");
  state.has_event = texts.Has("HasEvent");
  const std::string_view date = texts.Text("EventMillis");
  std::from_chars(date.data(), date.data() + date.size(), state.event_millis);
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
  NamedTexts texts;
  texts.PutUnlessEmpty("SignIn", state.sign_in);
  texts.PutUnlessEmpty("Username", state.username);
  texts.PutUnlessEmpty("Nobody", state.nobody);
  texts.PutUnlessEmpty("Typed", state.typed);
  texts.PutFlag("IsHosted", state.is_hosted);
  texts.PutFlag("HasFirstFactor", state.has_first_factor);
  PutBytes(texts, "PasswordDigest", state.password_digest);
  texts.PutFlag("HasNewPassword", state.has_new_password);
  texts.PutFlag("HasSecondFactor", state.has_second_factor);
  texts.PutUnlessEmpty("Chosen", state.chosen ? std::string(api::ToText(*state.chosen)) : "");
  texts.PutUnlessEmpty("Choices", util::Join(NamesOf(state.choices), " "));
  PutBytes(texts, "PendingDigest", state.pending_digest);
  PutBytes(texts, "TokenDigest", state.token_digest);
  PutBytes(texts, "CodeDigest", state.code_digest);
  texts.PutUnlessEmpty("CodeAddress", state.code_address);
  texts.PutUnlessEmpty("SrpA", state.srp_a);
  PutBytes(texts, "SrpB", state.srp_b);
  texts.PutUnlessEmpty("SrpPublicB", state.srp_public_b);
  PutBytes(texts, "SessionDigest", state.session_digest);
  PutCustom(texts, state);
  PutChoice(texts, state);
  return api::ToJson(texts);
}

State FromDocument(const std::string& document) {
  const auto texts = api::FromStoredJson<NamedTexts>(document);
  State state;
  state.sign_in = texts.Text("SignIn");
  state.username = texts.Text("Username");
  state.nobody = texts.Text("Nobody");
  state.typed = texts.Text("Typed");
  state.is_hosted = texts.Has("IsHosted");
  state.has_first_factor = texts.Has("HasFirstFactor");
  state.password_digest = BytesIn(texts, "PasswordDigest");
  state.has_new_password = texts.Has("HasNewPassword");
  state.has_second_factor = texts.Has("HasSecondFactor");
  state.chosen = QuestionOf(texts.Text("Chosen"));
  for (const std::string_view name : util::Split(texts.Text("Choices"), " ")) {
    if (const auto question = QuestionOf(name)) {
      state.choices.push_back(*question);
    }
  }
  state.pending_digest = BytesIn(texts, "PendingDigest");
  state.token_digest = BytesIn(texts, "TokenDigest");
  state.code_digest = BytesIn(texts, "CodeDigest");
  state.code_address = texts.Text("CodeAddress");
  state.srp_a = texts.Text("SrpA");
  state.srp_b = BytesIn(texts, "SrpB");
  state.srp_public_b = texts.Text("SrpPublicB");
  state.session_digest = BytesIn(texts, "SessionDigest");
  TakeCustom(texts, state);
  TakeChoice(texts, state);
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
