#include "server/federation/oauth2/id_token.h"

#include <algorithm>
#include <array>
#include <memory>

#include "server/crypto/digest.h"
#include "server/federation/oauth2/claim_text.h"
#include "server/federation/oauth2/key_set.h"

namespace rockpool::federation {
namespace {

constexpr double kNotBeforeSkewSeconds = 300;  // Assumed: as of SAML's conditions; exp has none
constexpr std::size_t kLongestIssuer = 1024;

using Algorithm = crypto::JwsAlgorithm;
constexpr std::array kMacs{Algorithm::kHs256, Algorithm::kHs384, Algorithm::kHs512};

// The keys of a set that may have signed a token. No revision says when a provider changes its set: the set's own text does.
struct KeysOfSet {
  static constexpr std::size_t kCachedRecords = identity_providers::kCachedProviders;

  std::vector<crypto::PublicKey> keys;
};

std::shared_ptr<const KeysOfSet> KeysIn(const world::World& world, const std::string& set, const SignedBy& signed_by) {
  std::string text = set;
  text.append(1, '\0').append(signed_by.key_id).append(1, '\0').append(signed_by.algorithm);
  return world.caches.Of<KeysOfSet>().Get({0, crypto::Sha256(text), 0}, [&] { return KeysOfSet{KeysOf(set, signed_by)}; });
}

// The checks of one token, in the order of the developer guide. Each names its rule, and what distorts it.
class TokenCheck {
 public:
  TokenCheck(const Asking& asking, const Dialect& dialect, std::optional<Distortion> distortion)
      : asking_(asking), dialect_(dialect), distortion_(distortion) {}

  void CheckSignature(const WrittenToken& token, const std::string& keys_url) const {
    if (std::ranges::find(kMacs, token.algorithm) != kMacs.end()) {
      // Never by a key of the set: that one is public.
      const std::string& secret = asking_.provider.Detail("client_secret");
      const bool holds = !secret.empty() && crypto::HasMac(token.algorithm, secret, token.jws.signing_input, token.jws.signature);
      Require("ID token signature", holds, Distortion::kBadSignature, "the signature is not one by the client secret");
      return;
    }
    const auto known = KeysIn(asking_.world, FetchKeys(keys_url), {token.key_id, token.algorithm_name});
    const std::vector<crypto::PublicKey>& keys = known->keys;
    // Assumed: a token that names no key is not tried with those that there are.
    const bool has_key = !token.key_id.empty() && !keys.empty();
    Require("ID token key", has_key, Distortion::kOtherKey, "the key set has no key " + token.key_id + " for " + token.algorithm_name);
    const bool holds = std::ranges::any_of(keys, [&token](const crypto::PublicKey& key) {
      return key.Verifies(token.algorithm, token.jws.signing_input, token.jws.signature);
    });
    Require("ID token signature", holds, Distortion::kBadSignature, "the signature is not one by that key");
  }

  void CheckIssuer(const rapidjson::Document& claims) const {
    asking_.report.Check("ID token issuer");
    const std::string issuer(TextIn(claims, "iss").value_or(""));
    if (IsDistorted(Distortion::kWrongIssuer)) {
      throw InvalidRequest("Bad id_token issuer " + issuer + "/distorted");
    }
    if (issuer.empty()) {
      throw FailedCode();
    }
    if (issuer != asking_.provider.Detail("oidc_issuer") && issuer != dialect_.second_issuer) {
      throw InvalidRequest("Bad id_token issuer " + Cut(issuer, kLongestIssuer));
    }
  }

  void CheckAudience(const rapidjson::Document& claims) const {
    const std::string& client_id = asking_.provider.Detail("client_id");
    const auto is_client = [&client_id](const api::JsonValue& value) { return value.IsString() && api::TextOf(value) == client_id; };
    const api::JsonValue* audience = FindClaim(claims, "aud");
    const bool is_meant =
        audience != nullptr && (audience->IsArray() ? std::any_of(audience->Begin(), audience->End(), is_client) : is_client(*audience));
    Require("ID token audience", is_meant, Distortion::kWrongAudience, "aud is not " + client_id);
  }

  void CheckTimes(const rapidjson::Document& claims) const {
    const double now = static_cast<double>(asking_.world.wall_clock.Now()) / 1000;
    const api::JsonValue* expires = FindClaim(claims, "exp");
    Require("ID token expiry", expires != nullptr && expires->IsNumber() && now < expires->GetDouble(), Distortion::kExpired,
            expires == nullptr ? "there is no exp" : "exp is " + ClaimText(*expires).value_or("null"));
    const api::JsonValue* begins = FindClaim(claims, "nbf");
    Require("ID token not before", begins == nullptr || (begins->IsNumber() && begins->GetDouble() <= now + kNotBeforeSkewSeconds),
            Distortion::kNotYetValid, begins == nullptr ? "" : "nbf is " + ClaimText(*begins).value_or("null"));
  }

 private:
  void Require(std::string_view rule, bool holds, Distortion distortion, std::string reason) const {
    asking_.report.Check(rule);
    if (!holds) {
      asking_.report.Explain(std::move(reason));
    }
    if (!holds || IsDistorted(distortion)) {
      throw FailedCode();
    }
  }

  bool IsDistorted(Distortion distortion) const {
    const bool is_distorted = distortion_ == distortion;
    if (is_distorted) {
      asking_.report.Explain("it was well, and is to be taken as if it were not");
    }
    return is_distorted;
  }

  // The text of the set; empty if there is none.
  std::string FetchKeys(const std::string& keys_url) const {
    asking_.report.Check("key set");
    asking_.report.Sent("key set", "GET " + keys_url);
    http::FetchResponse response;
    try {
      response = Ask(asking_, {.address = ProviderAddress::kKeys, .url = keys_url, .may_redirect = true});
    } catch (const http::FetchError& error) {
      asking_.report.Explain(error.what());
      throw RefusalOf(error, "Timeout in calling jwks uri");
    }
    asking_.report.Received("key set", response.body);
    if (response.status != 200) {
      asking_.report.Explain("the answer is a " + std::to_string(response.status));
      throw FailedCode();
    }
    return std::move(response.body);
  }

  const Asking& asking_;
  const Dialect& dialect_;
  std::optional<Distortion> distortion_;
};

}  // namespace

std::optional<WrittenToken> ReadToken(std::string_view text) {
  auto jws = crypto::ParseJws(text);
  api::LocalDocument header;
  if (!jws || !ParseClaims(jws->header, header) || FindClaim(header, "crit") != nullptr) {
    return std::nullopt;
  }
  std::string name(TextIn(header, "alg").value_or(""));
  const auto algorithm = crypto::JwsAlgorithmOf(name);
  if (!algorithm) {
    return std::nullopt;
  }
  return WrittenToken{*std::move(jws), *algorithm, std::move(name), std::string(TextIn(header, "kid").value_or(""))};
}

void CheckIdToken(const Asking& asking, const Dialect& dialect, const std::string& keys_url, std::string_view text,
                  std::optional<Distortion> distortion, rapidjson::Document& claims) {
  asking.report.Check("ID token");
  const auto token = ReadToken(text);
  if (!token) {
    asking.report.Explain(text.empty() ? "there is none" : "it is no JSON Web Token with a signature that counts");
    throw FailedCode();
  }
  asking.report.Received("ID token", token->jws.header + "\n" + token->jws.payload);
  if (!ParseClaims(token->jws.payload, claims)) {
    asking.report.Explain("its payload is no JSON object, or says something twice");
    throw FailedCode();
  }
  const TokenCheck check(asking, dialect, distortion);
  check.CheckSignature(*token, keys_url);
  check.CheckIssuer(claims);
  check.CheckAudience(claims);
  check.CheckTimes(claims);
}

}  // namespace rockpool::federation
