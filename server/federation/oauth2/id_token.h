// The ID token of a provider: every check before anything in it is believed.
#pragma once

#include <rapidjson/document.h>

#include <optional>
#include <string>
#include <string_view>

#include "server/crypto/jws.h"
#include "server/crypto/public_key.h"
#include "server/federation/oauth2/asking.h"
#include "server/federation/oauth2/dialect.h"

namespace rockpool::federation {

// A token as it is written, before anything is checked.
struct WrittenToken {
  crypto::Jws jws;
  crypto::JwsAlgorithm algorithm;
  std::string algorithm_name;
  std::string key_id;  // empty if it names none
};

// nullopt for what is no signed token of an algorithm that counts: encrypted ones, "none", a header with names given twice or with `crit`,
// whose demands nobody here knows (RFC 7515, 4.1.11). `text` may be anything.
std::optional<WrittenToken> ReadToken(std::string_view text);

// The claims of `text`, once its signature, iss, aud, exp and nbf hold: the keys are fetched anew for each token, so it waits, but for HS*,
// whose key is the client secret. `distortion`: what is to be wrong with it all the same. Throws Refusal.
void CheckIdToken(const Asking& asking, const Dialect& dialect, const std::string& keys_url, std::string_view text,
                  std::optional<Distortion> distortion, rapidjson::Document& claims);

}  // namespace rockpool::federation
