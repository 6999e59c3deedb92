#include "tests/federation/oauth2/oauth_pool.h"

#include "server/crypto/base64.h"
#include "server/crypto/rsa_signing.h"
#include "server/federation/refusal.h"
#include "server/federation/report.h"
#include "server/identity_providers/details_merge.h"
#include "storage/store.h"
#include "storage/transaction.h"
#include "tests/support/fake_key_stock.h"
#include "tests/support/provider_samples.h"

namespace rockpool::federation {
namespace {

using identity_providers::Details;
using identity_providers::ProviderType;

// Providers are asked wherever they are, so that no stand-in answers for them.
support::Settings Online() { return {.identity_providers = {.providers = identity_providers::Settings::Providers::kOnline}}; }

Details DetailsOf(const ProviderType& type) {
  Details submitted = support::SampleOf(type).details;
  if (&type == &identity_providers::kOidc) {
    submitted = {{"client_id", "an app"},
                 {"client_secret", "a secret"},
                 {"authorize_scopes", "openid email"},
                 {"oidc_issuer", "https://idp.example"},
                 {"attributes_request_method", "GET"},
                 {"authorize_url", "https://idp.example/authorize"},
                 {"token_url", "https://idp.example/token"},
                 {"attributes_url", "https://idp.example/userinfo"},
                 {"jwks_uri", "https://idp.example/keys"}};
  } else if (&type == &identity_providers::kSignInWithApple) {
    submitted["private_key"] = kEcKey;
  }
  return identity_providers::CompleteDetails(type, identity_providers::MergeDetails(type, nullptr, submitted, {}), nullptr, Details{});
}

std::string WithoutQuery(const std::string& url) { return url.substr(0, url.find('?')); }

std::string KeysUrlOf(const ProviderType& type) {
  return &type == &identity_providers::kGoogle            ? "https://www.googleapis.com/oauth2/v3/certs"
         : &type == &identity_providers::kSignInWithApple ? "https://appleid.apple.com/auth/keys"
                                                          : "https://idp.example/keys";
}

}  // namespace

OAuthPool::OAuthPool(const ProviderType& type) : service(Online()) {
  provider.user_pool_id = service.CreatePool();
  provider.name = &type == &identity_providers::kOidc ? "Corp" : std::string(type.name);
  provider.type = &type;
  provider.settings.details = DetailsOf(type);
  provider.settings.attribute_mapping = {{"email", "email"}, {"username", std::string(*type.username_claim)}};
  service.world().store.Write([this, &type](storage::Transaction& transaction) {
    transaction.identity_providers().Insert({.user_pool_id = provider.user_pool_id,
                                             .name = provider.name,
                                             .type = std::string(type.name),
                                             .document = "{}",
                                             .identifiers = {},
                                             .encryption_key = ""});
  });
  token_url = provider.Detail("token_url");
  profile_url = WithoutQuery(provider.Detail("attributes_url"));
  keys_url = KeysUrlOf(type);
  const std::int64_t now = service.wall_clock.Now() / 1000;
  claims = {{"iss", "\"" + provider.Detail("oidc_issuer") + "\""},
            {"aud", "\"" + provider.Detail("client_id") + "\""},
            {"exp", std::to_string(now + 3600)},
            {"iat", std::to_string(now)},
            {"sub", R"("123")"},
            {"email", R"("ann@idp.example")"}};
  profile = {200, "{\"" + std::string(*type.username_claim) + R"(":"123","email":"ann@profile.example"})"};
  keys = {200, RsaKeySet(0)};
  discovery = {200, R"({"issuer":"https://idp.example","authorization_endpoint":"https://idp.example/authorize",)"
                    R"("token_endpoint":"https://idp.example/token","userinfo_endpoint":"https://idp.example/userinfo",)"
                    R"("jwks_uri":"https://idp.example/keys"})"};
  service.network.on_get = [this] { return Answer(service.network.requests.back()); };
}

void OAuthPool::Set(const std::string& key, const std::string& value) {
  provider.settings.details[key] = value;
  if (value.empty()) {
    provider.settings.details.erase(key);
  }
  ++provider.revision;
}

http::FetchResponse OAuthPool::Answer(const http::FetchRequest& request) const {
  const std::string url = WithoutQuery(request.url.Origin() + request.url.target);
  if (const auto failure = failures.find(url); failure != failures.end()) {
    throw http::FetchError(failure->second);
  }
  if (url == token_url) {
    const std::string id = id_token.value_or(IdToken());
    return token_response.value_or(http::FetchResponse{
        200,
        R"({"access_token":"an-access-token-of-some-length","token_type":"Bearer","expires_in":3600,"refresh_token":"a-refresh-token",)"
        R"("id_token":")" +
            id + "\"}"});
  }
  if (url == profile_url) return profile;
  if (url == keys_url) return keys;
  if (url == kDiscovery) return discovery;
  throw http::FetchError("there is nothing at " + url);
}

void OAuthPool::Keep(sign_in::Trace& kept) {
  const sign_in::TracedCall& call = kept.call();
  trace = call.federation() + "\n";
  for (const auto& step : call.steps) {
    trace += step.rule + ": " + step.verdict + " (" + step.reason + ")\n";
  }
}

std::string OAuthPool::UrlFor(const OAuthRequest& request) {
  sign_in::Trace kept;
  Report report(kept);
  std::string url;
  try {
    url = AuthorizationUrl(service.world(), provider, request, report);
    kept.Pass("sent");
  } catch (const Refusal& refusal) {
    url = refusal.error() + ": " + refusal.description();
    kept.Refuse(refusal.error(), refusal.description());
  }
  report.Close();
  Keep(kept);
  return url;
}

Claims OAuthPool::Take(const OAuthReturn& returned) {
  sign_in::Trace kept;
  Report report(kept);
  try {
    Claims taken = ClaimsOf(service.world(), provider, returned, kCallback, report);
    kept.Pass("claims");
    report.Close();
    Keep(kept);
    return taken;
  } catch (const Refusal& refusal) {
    kept.Refuse(refusal.error(), refusal.description());
    report.Close();
    Keep(kept);
    throw;
  }
}

std::string OAuthPool::Outcome(const OAuthReturn& returned) {
  try {
    return "subject " + Take(returned).subject;
  } catch (const Refusal& refusal) {
    return refusal.error() + ": " + refusal.description();
  }
}

std::string OAuthPool::OutcomeOfToken(std::string token) {
  id_token = std::move(token);
  return Outcome();
}

std::string OAuthPool::OutcomeOfClaim(const std::string& name, const std::string& json) {
  const auto before = claims;
  claims[name] = json;
  std::string outcome = Outcome();
  claims = before;
  return outcome;
}

std::string OAuthPool::ClaimOf(const std::string& name) {
  const Claims taken = Take();
  const auto found = taken.values.find(name);
  return found == taken.values.end() ? "(none)" : found->second.size() == 1 ? found->second.front() : "(several)";
}

std::vector<http::FetchRequest> OAuthPool::RequestsTo(const std::string& url) const {
  std::vector<http::FetchRequest> found;
  for (const http::FetchRequest& request : service.network.requests) {
    if (WithoutQuery(request.url.Origin() + request.url.target) == url) {
      found.push_back(request);
    }
  }
  return found;
}

std::string OAuthPool::Payload() const {
  std::string text;
  for (const auto& [name, json] : claims) {
    if (!json.empty()) {
      text += (text.empty() ? "\"" : ",\"") + name + "\":" + json;
    }
  }
  return "{" + text + "}";
}

std::string OAuthPool::SignedRs256(std::string_view header, std::string_view payload, std::size_t key) const {
  const std::string input = crypto::Base64UrlEncode(header) + "." + crypto::Base64UrlEncode(payload);
  return input + "." + crypto::Base64UrlEncode(crypto::SignRs256(crypto::RsaKey::FromPem(support::TestKey(key)), input));
}

std::string RsaKeySet(std::size_t key, const std::string& kid, const std::string& more) {
  const crypto::RsaPublicKey shown(crypto::RsaKey::FromPem(support::TestKey(key)));
  return R"({"keys":[{"kty":"RSA","kid":")" + kid + R"(","n":")" + shown.ModulusBase64Url() + R"(","e":")" + shown.ExponentBase64Url() +
         "\"" + more + "}]}";
}

}  // namespace rockpool::federation
