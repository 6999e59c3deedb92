#include "server/workbench/authenticator.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "server/api/json_object.h"
#include "server/workbench/endpoints.h"
#include "server/workbench/request_json.h"

namespace rockpool::workbench {
namespace {

using web_authn::Algorithm;

constexpr std::string_view kCreate = "CredentialCreationOptions";
constexpr std::string_view kProve = "CREDENTIAL_REQUEST_OPTIONS";

struct Asked {
  rapidjson::Document options;
  bool is_proof = false;
  bool has_options = false;
  web_authn::Manner manner;
};

void TakeOptions(Asked& asked, const api::JsonValue& value, bool is_proof) {
  if (asked.has_options) {
    Refuse("An authenticator answers to one kind of options at a time.");
  }
  if (value.IsString()) {
    ParseObject(api::TextOf(value), asked.options);
  } else if (value.IsObject()) {
    asked.options.CopyFrom(value, asked.options.GetAllocator());
  } else {
    Refuse("Options must be an object, or the text of one.");
  }
  asked.has_options = true;
  asked.is_proof = is_proof;
}

Algorithm AlgorithmIn(const api::JsonValue& value) {
  for (const Algorithm known : {Algorithm::kEs256, Algorithm::kRs256, Algorithm::kEdDsa}) {
    if (value.IsInt() && value.GetInt() == static_cast<int>(known)) {
      return known;
    }
  }
  Refuse("algorithm must be -7, -257 or -8.");
}

std::string AttachmentIn(const api::JsonValue& value) {
  std::string attachment = TextMember(value, "attachment");
  if (attachment != "platform" && attachment != "cross-platform") {
    Refuse("attachment must be platform or cross-platform.");
  }
  return attachment;
}

// False for what is no member of that name.
bool TakeManner(web_authn::Manner& manner, std::string_view name, const api::JsonValue& value) {
  if (name == "origin") {
    manner.origin = TextMember(value, name);
  } else if (name == "userVerified") {
    if (!value.IsBool()) {
      Refuse("userVerified must be true or false.");
    }
    manner.is_user_verified = value.GetBool();
  } else if (name == "algorithm") {
    manner.algorithm = AlgorithmIn(value);
  } else if (name == "attachment") {
    manner.attachment = AttachmentIn(value);
  } else {
    return false;
  }
  return true;
}

// What an answer of InitiateAuth has beside the options.
bool IsOfAnAnswer(std::string_view name) {
  constexpr std::array<std::string_view, 3> kNames{"AvailableChallenges", "ChallengeName", "Session"};
  return std::ranges::find(kNames, name) != kNames.end();
}

Asked Read(std::string_view body) {
  Asked asked;
  ReadObject(body, [&](std::string_view name, const api::JsonValue& value) {
    if (name == kCreate || name == kProve) {
      TakeOptions(asked, value, name == kProve);
    } else if (name == "ChallengeParameters" && value.IsObject() && value.HasMember(kProve.data())) {
      TakeOptions(asked, value[kProve.data()], true);
    } else if (!TakeManner(asked.manner, name, value) && !IsOfAnAnswer(name)) {
      Refuse(
          "An authenticator takes CredentialCreationOptions or CREDENTIAL_REQUEST_OPTIONS, and origin, userVerified, algorithm and "
          "attachment.");
    }
  });
  if (!asked.has_options) {
    Refuse("CredentialCreationOptions or CREDENTIAL_REQUEST_OPTIONS must be given.");
  }
  return asked;
}

}  // namespace

std::string AuthenticatorJson(web_authn::VirtualAuthenticator& authenticator, std::string_view body) {
  const Asked asked = Read(body);
  try {
    return asked.is_proof ? authenticator.Prove(asked.options, asked.manner) : authenticator.Create(asked.options, asked.manner);
  } catch (const web_authn::CannotAnswer& refusal) {
    Refuse(refusal.what());
  }
}

std::string PasskeysJson(const web_authn::VirtualAuthenticator& authenticator) {
  std::vector<std::string> passkeys;
  for (const web_authn::HeldPasskey& held : authenticator.List()) {
    api::JsonObject json;
    json.Add("id", held.id);
    json.Add("relyingPartyId", held.relying_party_id);
    json.Add("user", held.username);
    json.Add("algorithm", static_cast<std::int32_t>(held.algorithm));
    json.Add("attachment", held.attachment);
    json.Add("signCount", static_cast<std::int64_t>(held.sign_count));
    passkeys.push_back(json.Text());
  }
  api::JsonObject json;
  json.AddJsonList("passkeys", passkeys);
  return json.Text();
}

void AddAuthenticator(Workbench& workbench, web_authn::VirtualAuthenticator& authenticator, util::Random& random) {
  constexpr std::string_view kAuthenticator = "/_rockpool/authenticator";
  const auto add = [&](std::string_view method, http::Runs runs, JsonEndpoint::Function function) {
    workbench.Add(method, kAuthenticator, std::make_unique<JsonEndpoint>(std::move(function), runs, random));
  };
  add("POST", http::Runs::kComputes,
      [&authenticator](const http::Request& request) { return AuthenticatorJson(authenticator, request.body); });
  add("GET", http::Runs::kHere, [&authenticator](const http::Request&) { return PasskeysJson(authenticator); });
  add("DELETE", http::Runs::kHere, [&authenticator](const http::Request&) {
    authenticator.Forget();
    return std::string("{}");
  });
}

}  // namespace rockpool::workbench
