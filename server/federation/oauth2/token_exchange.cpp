#include "server/federation/oauth2/token_exchange.h"

#include <algorithm>
#include <array>

#include "server/api/json_object.h"
#include "server/federation/oauth2/apple.h"
#include "server/federation/oauth2/claim_text.h"
#include "server/http/form.h"

namespace rockpool::federation {
namespace {

constexpr std::size_t kLongestTold = 1024;
constexpr std::array<std::string_view, 2> kSecretFields{"client_secret", "code"};
constexpr std::array<std::string_view, 6> kShownMembers{"token_type", "scope", "expires_in", "error", "error_description", "error_uri"};

std::string ClientSecretOf(const Asking& asking, const Dialect& dialect) {
  if (!dialect.signs_its_secret) {
    return asking.provider.Detail("client_secret");
  }
  auto secret = AppleClientSecret(asking.provider, asking.world.wall_clock.Now());
  if (!secret) {
    asking.report.Explain("private_key is no key of P-256 in PKCS#8");
    throw FailedCode();
  }
  return *std::move(secret);
}

// The form as people read it, without what is secret.
std::string Told(const http::NamedValues& form) {
  std::string told;
  for (const auto& [name, value] : form) {
    const bool is_secret = std::ranges::find(kSecretFields, name) != kSecretFields.end();
    told.append(told.empty() ? "" : "&").append(name).append("=").append(is_secret ? Shortened(value) : value);
  }
  return told;
}

std::string TokenIn(const rapidjson::Document& json, std::string_view name) { return std::string(TextIn(json, name).value_or("")); }

// The answer with its tokens shortened, and whatever else might be one.
std::string Told(const rapidjson::Document& json) {
  api::JsonObject told;
  for (const auto& [name, value] : json.GetObject()) {
    const std::string_view member = api::TextOf(name);
    const std::string text = ClaimText(value).value_or("null");
    const bool is_shown = std::ranges::find(kShownMembers, member) != kShownMembers.end();
    told.Add(member, is_shown ? text : Shortened(text));
  }
  return told.Text();
}

// What is no object is told as it is, unless there may be a token in it, or it repeats what was sent.
std::string Told(const std::string& body, const http::NamedValues& form) {
  const auto is_there = [&body](std::string_view text) { return !text.empty() && body.find(text) != std::string::npos; };
  const auto repeats = [&](std::string_view field) { return is_there(form.Find(field).value_or("")); };
  return std::ranges::any_of(kTokenClaims, is_there) || std::ranges::any_of(kSecretFields, repeats) ? Shortened(body) : body;
}

http::FetchResponse AskForTokens(const Asking& asking, const std::string& token_url, const http::NamedValues& form) {
  // Of GitHub's bridges it is known that AWS neither uses Basic nor reads what discovery says of methods.
  Question question{.address = ProviderAddress::kToken, .url = token_url};
  if (asking.provider.Detail("token_request_method") == "GET") {
    question.query = form;
  } else {
    question.method = "POST";
    question.form = http::EncodeForm(form, http::Blanks::kPlus);
  }
  asking.report.Sent("token request", question.method + " " + token_url + "\n" + Told(form));
  try {
    return Ask(asking, question);
  } catch (const http::FetchError& error) {
    asking.report.Explain(error.what());
    throw RefusalOf(error, "Timeout occurred in calling IdP token endpoint");
  }
}

}  // namespace

ProviderTokens ExchangeCode(const Asking& asking, const Dialect& dialect, const std::string& token_url, const std::string& code,
                            const std::string& callback) {
  asking.report.Check("token request");
  // In the order of AWS's example of the request (developer guide, "OIDC user pool IdP authentication flow").
  http::NamedValues form{
      {"grant_type", "authorization_code"}, {"redirect_uri", callback}, {"client_id", asking.provider.Detail("client_id")}};
  if (std::string secret = ClientSecretOf(asking, dialect); !secret.empty()) {
    form.Add("client_secret", std::move(secret));
  }
  form.Add("code", code);
  const http::FetchResponse response = AskForTokens(asking, token_url, form);

  asking.report.Check("token response");
  rapidjson::Document json;
  const bool is_object = api::ParseJson(response.body, json) && json.IsObject();
  const std::string_view error = is_object ? TextIn(json, "error").value_or("") : "";
  // Some answer 200 with an error in it.
  if (response.status != 200 || !error.empty()) {
    asking.report.Received("token response", std::to_string(response.status) + "\n" + (is_object ? Told(json) : Told(response.body, form)));
    throw TokenRefusal(asking, response.status, error, is_object ? TextIn(json, "error_description").value_or("") : "");
  }
  if (!is_object) {
    asking.report.Explain("the answer is no JSON object");
    throw FailedCode();
  }
  asking.report.Received("token response", Told(json));
  return {TokenIn(json, "access_token"), TokenIn(json, "id_token"), TokenIn(json, "refresh_token"), MembersOf(json)};
}

Refusal TokenRefusal(const Asking& asking, int status, std::string_view error, std::string_view description) {
  std::string told = "error getting token";
  if (!error.empty() && !description.empty()) {
    told = Cut(error, kLongestTold) + " " + Cut(description, kLongestTold);
  } else if (!error.empty() && DialectOf(*asking.provider.type).tells_bare_errors) {
    told = Cut(error, kLongestTold);
  }
  return InvalidRequest(asking.provider.name + " Error - " + std::to_string(status) + " " + told);
}

}  // namespace rockpool::federation
