// The options that a client hands to the browser or an authenticator: JSON as PublicKeyCredential.parseCreationOptionsFromJSON() and
// parseRequestOptionsFromJSON() take it.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "server/util/random.h"
#include "server/web_authn/algorithm.h"

namespace rockpool::web_authn {

// What keys may be of (API reference).
inline constexpr std::array kOffered = {Algorithm::kEs256, Algorithm::kRs256};

// A credential that options name.
struct Descriptor {
  std::string id;  // bytes
  std::vector<std::string> transports;
};

// 32 random bytes, in base64url.
std::string DrawChallenge(util::Random& random);

struct CreationOptions {
  std::string challenge;
  std::string relying_party_id;
  std::string user_handle;  // bytes
  std::string username;
  bool must_verify_user = false;
  std::vector<Descriptor> excluded{};  // what the user has
};

// Members and values as AWS's sample has them (API reference, StartWebAuthnRegistration): no attestation is asked for.
std::string ToJson(const CreationOptions& options);

struct RequestOptions {
  std::string challenge;
  std::string relying_party_id;
  bool must_verify_user = false;
  std::vector<Descriptor> allowed{};
};

// Members and values as AWS's sample has them (API reference, InitiateAuth).
std::string ToJson(const RequestOptions& options);

}  // namespace rockpool::web_authn
