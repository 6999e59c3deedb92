// The addresses of OAuth that servers ask: codes for tokens, keys, discovery. In the shapes of each type.
#include <algorithm>
#include <array>

#include "server/api/json.h"
#include "server/api/json_object.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/crypto/jws.h"
#include "server/federation/report.h"
#include "server/federation/stand_ins/call.h"
#include "server/federation/stand_ins/faults.h"
#include "server/federation/stand_ins/id_token.h"
#include "server/federation/stand_ins/keys.h"
#include "server/federation/stand_ins/typed_claims.h"
#include "server/http/form.h"

namespace rockpool::federation {
namespace {

using identity_providers::kFacebook;
using identity_providers::kSignInWithApple;

constexpr std::int64_t kTokenSeconds = kGrantLifetime / 1000;

std::string In(const http::NamedValues& form, std::string_view name) { return std::string(form.Find(name).value_or("")); }

http::Response Refused(const Call& call, int status, std::string_view error, std::string_view description) {
  api::JsonObject json;
  if (call.provider.type == &kFacebook) {
    api::JsonObject inner;
    inner.Add("message", description);
    inner.Add("type", std::string_view("OAuthException"));
    inner.Add("code", std::int32_t{100});
    json.AddJson("error", inner.Text());
  } else {
    json.Add("error", error);
    json.Add("error_description", description);
  }
  return JsonAnswer(status, json.Text());
}

std::string MemberOf(const std::string& json, const char* name) {
  rapidjson::Document document;
  if (!api::ParseJson(json, document) || !document.IsObject()) {
    return "";
  }
  const auto member = document.FindMember(name);
  return member != document.MemberEnd() && member->value.IsString() ? std::string(api::TextOf(member->value)) : "";
}

// Apple's secret is a token that the client signs. Its signature is not looked at: the stand-in has the private half alone.
bool IsAppleSecret(const identity_providers::ProviderInUse& provider, const std::string& secret) {
  const auto jws = crypto::ParseJws(secret);
  return jws && MemberOf(jws->header, "alg") == "ES256" && MemberOf(jws->header, "kid") == provider.Detail("key_id") &&
         MemberOf(jws->payload, "iss") == provider.Detail("team_id") && MemberOf(jws->payload, "sub") == provider.Detail("client_id") &&
         MemberOf(jws->payload, "aud") == "https://appleid.apple.com" && jws->signature.size() == 64;
}

bool IsTheClient(const Call& call, const http::NamedValues& form) {
  const std::string secret = In(form, "client_secret");
  const bool has_secret = call.provider.type == &kSignInWithApple
                              ? IsAppleSecret(call.provider, secret)
                              : crypto::EqualInConstantTime(secret, call.provider.Detail("client_secret"));
  return has_secret && In(form, "client_id") == call.provider.Detail("client_id");
}

http::NamedValues FormOf(const Call& call) {
  auto form = http::ParseForm(call.request.method == "GET" ? call.request.query : call.request.body);
  if (!form) {
    throw BadCall{400, R"({"error":"invalid_request","error_description":"The form cannot be read."})"};
  }
  return *std::move(form);
}

void KeepAskedForm(const Call& call, const http::NamedValues& form) {
  http::NamedValues shown;
  for (const auto& [name, value] : form) {
    const bool is_secret = name == "client_secret" || name == "code";
    shown.Add(name, is_secret ? Shortened(value) : value);
  }
  KeepAsked(call, "token", http::EncodeForm(shown, http::Blanks::kPlus));
}

// The grant whose code it is, which is spent by that; nullopt if there is none. From now on it has that access token.
std::optional<Grant> Redeem(const Call& call, const http::NamedValues& form, const std::string& access_token) {
  const std::string digest = DigestOf(In(form, "code"));
  const std::string redirect_uri = In(form, "redirect_uri");
  const std::string access_digest = DigestOf(access_token);
  const util::EpochMillis now = call.world.clock.Now();
  std::optional<Grant> redeemed;
  WithTraffic(call.world, call.provider, [&](Traffic& traffic) {
    const auto grant = std::ranges::find(traffic.grants, digest, &Grant::code_digest);
    const bool is_good =
        grant != traffic.grants.end() && grant->access_digest.empty() && grant->expires > now && grant->redirect_uri == redirect_uri;
    if (is_good) {
      grant->access_digest = access_digest;
      grant->expires = now + kGrantLifetime;
      redeemed = *grant;
    }
  });
  return redeemed;
}

// The profile is asked for later: what is left out of it is left out of the grant.
void LeaveOutEmail(const Call& call, Grant& grant) {
  grant.identity.claims = WithoutEmail(call.provider, grant.identity.claims);
  WithTraffic(call.world, call.provider, [&grant](Traffic& traffic) {
    const auto kept = std::ranges::find(traffic.grants, grant.code_digest, &Grant::code_digest);
    if (kept != traffic.grants.end()) {
      kept->identity.claims = grant.identity.claims;
    }
  });
}

// What is wrong with the token itself, of which one a sign-in is enough.
std::optional<Wrong> TakeTokenFault(const Call& call) {
  const auto fault = HasIdToken(call.provider)
                         ? TakeFault(call.world, call.provider,
                                     {Wrong::kBadSignature, Wrong::kOtherKey, Wrong::kWrongIssuer, Wrong::kWrongAudience,
                                      Wrong::kWrongNonce, Wrong::kExpired, Wrong::kNotYetValid, Wrong::kNoEmail})
                         : TakeFault(call.world, call.provider, {Wrong::kNoEmail});
  return fault ? std::optional(fault->wrong) : std::nullopt;
}

std::optional<http::Response> RefusedOnPurpose(const Call& call) {
  const auto fault = TakeFault(call.world, call.provider, {Wrong::kTokenEndpoint4xx, Wrong::kTokenEndpoint5xx, Wrong::kReplayed});
  if (!fault) {
    return std::nullopt;
  }
  switch (fault->wrong) {
    case Wrong::kTokenEndpoint5xx:
      return Refused(call, 503, "temporarily_unavailable", "wrong on purpose");
    case Wrong::kReplayed:
      return Refused(call, 400, "invalid_grant", "The code was redeemed before.");
    default:
      return Refused(call, 400, "invalid_grant", "wrong on purpose");
  }
}

std::string EndpointOf(const Call& call, const char* detail, std::string_view path) {
  const std::string& given = call.provider.Detail(detail);
  std::string issuer = IssuerOfStandIn(call.provider);
  if (issuer.ends_with('/')) {
    issuer.pop_back();
  }
  return given.empty() ? issuer + std::string(path) : given;
}

}  // namespace

http::Response Token(const Call& call) {
  const http::NamedValues form = FormOf(call);
  KeepAskedForm(call, form);
  // Before a fault is taken: those that are to happen n times are for the client.
  if (!IsTheClient(call, form)) {
    return Refused(call, 401, "invalid_client", "The client_id or client_secret is not the one of the provider's details.");
  }
  if (auto refused = RefusedOnPurpose(call)) {
    return *std::move(refused);
  }
  // Facebook's own clients name no grant type.
  if (const auto type = form.Find("grant_type"); type != "authorization_code" && (type || call.provider.type != &kFacebook)) {
    return Refused(call, 400, "unsupported_grant_type", "The grant_type must be authorization_code.");
  }
  const std::string access_token = DrawSecret(call.world);
  auto grant = Redeem(call, form, access_token);
  if (!grant) {
    return Refused(call, 400, "invalid_grant", "The code is unknown, expired or spent, or the redirect_uri is another one.");
  }
  const std::optional<Wrong> wrong = TakeTokenFault(call);
  if (wrong == Wrong::kNoEmail) {
    LeaveOutEmail(call, *grant);
  }
  api::JsonObject json;
  json.Add("access_token", access_token);
  json.Add("token_type", std::string_view(call.provider.type == &kFacebook ? "bearer" : "Bearer"));
  json.Add("expires_in", kTokenSeconds);
  if (HasIdToken(call.provider)) {
    json.AddUnlessEmpty("scope", grant->scope);
    json.Add("id_token", IdTokenFor(call.world, call.provider, *grant, wrong));
  }
  if (call.provider.type != &kFacebook) {
    json.Add("refresh_token", DrawSecret(call.world));
  }
  return JsonAnswer(200, json.Text());
}

http::Response Keys(const Call& call) {
  if (const auto fault = TakeFault(call.world, call.provider, {Wrong::kJwksGone, Wrong::kKeyRotated})) {
    if (fault->wrong == Wrong::kJwksGone) {
      return JsonAnswer(404, R"({"error":"not_found"})");
    }
    RotateKey(call.world, call.provider);
  }
  return JsonAnswer(200, JwksOf(call.world, *KeyOf(call.world, call.provider)));
}

http::Response Discovery(const Call& call) {
  api::JsonObject json;
  json.Add("issuer", IssuerOfStandIn(call.provider));
  json.Add("authorization_endpoint", EndpointOf(call, "authorize_url", "/authorize"));
  json.Add("token_endpoint", EndpointOf(call, "token_url", "/token"));
  json.Add("userinfo_endpoint", EndpointOf(call, "attributes_url", "/userinfo"));
  json.Add("jwks_uri", EndpointOf(call, "jwks_uri", "/jwks"));
  json.Add("response_types_supported", std::vector<std::string>{"code"});
  json.Add("subject_types_supported", std::vector<std::string>{"public"});
  json.Add("id_token_signing_alg_values_supported", std::vector<std::string>{"RS256"});
  json.Add("token_endpoint_auth_methods_supported", std::vector<std::string>{"client_secret_post"});
  return JsonAnswer(200, json.Text());
}

}  // namespace rockpool::federation
