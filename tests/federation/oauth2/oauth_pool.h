// A user pool and one of its providers that speak OAuth 2.0, as a sign-in sees both, and the provider itself at the other end of a network
// that is the test: it answers as it should, and wrong in the one point that the test changes.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/federation/claims.h"
#include "server/federation/oauth2/relying_party.h"
#include "server/federation/stand_ins/faults.h"
#include "server/identity_providers/provider_in_use.h"
#include "tests/support/test_service.h"

namespace rockpool::federation {

inline constexpr const char* kCallback = "https://pool.example/oauth2/idpresponse";

// RFC 7515, A.3: PKCS#8 without the lines of PEM, as Apple's keys are stored, and its public half.
inline constexpr const char* kEcKey =
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjpsQnnGQmL+YBIffH1136cspYG6+0iY7X1fCE9+E9LKhRANCAAR/zc4ncPbEXUGDy+5v20t7WAczNXvp7xO6"
    "z248e9FURcfxRM0bvZt+hyzf7bnuufSzaV1uqQskrYpGIyiFiOWt";
inline constexpr const char* kEcX = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
inline constexpr const char* kEcY = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";

class OAuthPool {
 public:
  explicit OAuthPool(const identity_providers::ProviderType& type = identity_providers::kOidc);

  // Changes the provider as an update does. An empty value removes.
  void Set(const std::string& key, const std::string& value);

  std::string UrlFor(const OAuthRequest& request);
  static OAuthRequest Request() { return {"the-state", kCallback, {}, {}, "http://localhost:9229"}; }

  // Throws Refusal.
  Claims Take(const OAuthReturn& returned = {.code = "the code"});

  // "subject 123", or "server_error: Exception processing authorization code".
  std::string Outcome(const OAuthReturn& returned = {.code = "the code"});
  std::string OutcomeOfToken(std::string token);
  std::string OutcomeOfClaim(const std::string& name, const std::string& json);

  // The value of the only claim of that name; "(none)" if there is none.
  std::string ClaimOf(const std::string& name);

  // The requests to an address, whatever their query.
  std::vector<http::FetchRequest> RequestsTo(const std::string& url) const;

  // The ID token of `claims`, and what the members say that it has besides; signed by RS256 with TestKey(key).
  std::string Payload() const;
  std::string SignedRs256(std::string_view header, std::string_view payload, std::size_t key = 0) const;
  std::string IdToken() const { return SignedRs256(R"({"alg":"RS256","kid":"k"})", Payload()); }

  support::TestService service;
  identity_providers::ProviderInUse provider;
  std::string trace;  // of the last call: the report, and the steps as "rule: verdict (reason)" lines

  // What the provider answers. Claims are JSON texts by name; one that is empty is left out.
  std::map<std::string, std::string> claims;
  http::FetchResponse profile;
  std::optional<http::FetchResponse> token_response;  // in place of one with tokens
  std::optional<std::string> id_token;                // in place of IdToken()
  http::FetchResponse keys;
  http::FetchResponse discovery;
  std::map<std::string, http::FetchError> failures;  // by address

  std::string token_url;
  std::string profile_url;
  std::string keys_url;

 private:
  http::FetchResponse Answer(const http::FetchRequest& request) const;
  void Keep(sign_in::Trace& kept);
};

inline constexpr const char* kFailed = "server_error: Exception processing authorization code";
inline constexpr const char* kDiscovery = "https://idp.example/.well-known/openid-configuration";

// A key set of the RSA key TestKey(key) under the kid; `more` is appended to its members.
std::string RsaKeySet(std::size_t key, const std::string& kid = "k", const std::string& more = "");

}  // namespace rockpool::federation
