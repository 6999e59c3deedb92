#include "server/federation/oauth2/apple.h"

#include "server/api/json_object.h"
#include "server/crypto/base64.h"
#include "server/crypto/ec_key.h"
#include "server/federation/oauth2/claim_text.h"

namespace rockpool::federation {
namespace {

constexpr std::int64_t kSecretSeconds = 300;  // Assumed: Apple takes up to six months

}  // namespace

std::optional<std::string> AppleClientSecret(const identity_providers::ProviderInUse& provider, util::EpochMillis now) {
  const auto key = crypto::EcKey::FromPkcs8(provider.Detail("private_key"));
  if (!key) {
    return std::nullopt;
  }
  api::JsonObject header;
  header.Add("alg", std::string_view("ES256"));
  header.Add("kid", provider.Detail("key_id"));
  const std::int64_t issued_at = now / 1000;
  api::JsonObject payload;
  payload.Add("iss", provider.Detail("team_id"));
  payload.Add("iat", issued_at);
  payload.Add("exp", issued_at + kSecretSeconds);
  payload.Add("aud", std::string_view("https://appleid.apple.com"));
  payload.Add("sub", provider.Detail("client_id"));
  const std::string signing_input = crypto::Base64UrlEncode(header.Text()) + "." + crypto::Base64UrlEncode(payload.Text());
  return signing_input + "." + crypto::Base64UrlEncode(key->SignEs256(signing_input));
}

void AddAppleNames(std::string_view user, Claims& claims) {
  api::LocalDocument document;
  if (!ParseClaims(std::string(user), document)) {
    return;
  }
  const api::JsonValue* name = FindClaim(document, "name");
  if (name == nullptr || !name->IsObject()) {
    return;
  }
  std::string full_name;
  for (const char* part : {"firstName", "lastName"}) {
    const auto text = TextIn(*name, part);
    if (text && text->find('\0') == std::string_view::npos) {
      claims.values.try_emplace(part, std::vector{std::string(*text)});
      claims.said.user_info.emplace_back(
          part, api::ToJson(std::string(*text)));  // Assumed: Apple has no such endpoint, and says it to the browser
      full_name.append(full_name.empty() ? "" : " ").append(*text);
    }
  }
  if (!full_name.empty() && !claims.values.contains("name")) {
    claims.values["name"] = {std::move(full_name)};  // Assumed: both of them with a blank between
  }
}

}  // namespace rockpool::federation
