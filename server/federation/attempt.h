// A sign-in between the way to the provider and the way back: the document of a storage::FederationState.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "server/util/clock.h"
#include "server/util/random.h"
#include "storage/transaction.h"

namespace rockpool::federation {

inline constexpr std::chrono::minutes kAttemptLifetime{5};  // documented

struct Attempt {
  std::string user_pool_id;
  std::string client_id;
  std::string provider;     // its name
  std::string sign_in;      // names it in the trace
  std::string query;        // of the authorization request, as server/oauth has received it
  std::string callback;     // where the provider sends the browser: /oauth2/idpresponse or /saml2/idpresponse, whole
  std::string request_id;   // of the AuthnRequest or LogoutRequest; empty of others
  std::string csrf_digest;  // of the value of the cookie csrf-state
  std::string nonce;        // for the ID token of an application that has sent none
  bool is_logout = false;   // of a LogoutRequest: `query` is that of /logout
  util::EpochMillis expires_millis = 0;
};

// In the form of AWS's, of which nobody reads anything: `{base64url}.{base64url}.3`.
std::string DrawState(util::Random& random);

void KeepAttempt(storage::Transaction& transaction, std::string_view state, const Attempt& attempt);

// nullopt for a state that nobody has, or that was taken. It may have expired. Reads.
std::optional<Attempt> FindAttempt(const storage::Transaction& transaction, std::string_view state);

// False if it was taken already.
bool TakeAttempt(storage::Transaction& transaction, std::string_view state);

}  // namespace rockpool::federation
