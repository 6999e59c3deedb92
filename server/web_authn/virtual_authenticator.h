// An authenticator in the server, for who has no browser: it makes passkeys and proves that it has them, as a device's does, at once and
// without asking anybody. It knows nothing of what the server verifies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/json.h"
#include "server/crypto/credential_key_pair.h"
#include "server/util/random.h"
#include "server/util/thread_safety.h"
#include "server/web_authn/algorithm.h"

namespace rockpool::web_authn {

// What it is asked for cannot be done; the sentence says why.
class CannotAnswer : public std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

// How it is to answer.
struct Manner {
  std::optional<std::string> origin{};   // of the page that asks; absent: https and the relying party's id, of localhost http
  bool is_user_verified = true;          // by a finger, a face or a PIN
  std::optional<Algorithm> algorithm{};  // of a new passkey; absent: the first of those offered that it knows
  std::string attachment = "platform";   // of a new passkey; or "cross-platform"
};

// What there is to see of a passkey.
struct HeldPasskey {
  std::string id;  // base64url
  std::string relying_party_id;
  std::string username;
  Algorithm algorithm = Algorithm::kEs256;
  std::string attachment;
  std::uint32_t sign_count = 0;
};

// Its passkeys are in memory alone. Any thread.
class VirtualAuthenticator {
 public:
  static constexpr std::size_t kMostPasskeys = 1000;  // the oldest goes when one more is made

  // Outlived by `random`.
  explicit VirtualAuthenticator(util::Random& random) : random_(random) {}

  // A new passkey, as RegistrationResponseJSON. `options` are PublicKeyCredentialCreationOptionsJSON. Each is as another device's, so that
  // a user can have several: `excludeCredentials` is not looked at. Of RSA it takes 0.2 to 0.8 s. Throws CannotAnswer.
  std::string Create(const api::JsonValue& options, const Manner& manner);

  // A proof, as AuthenticationResponseJSON, by the newest passkey that `options` allow, which are PublicKeyCredentialRequestOptionsJSON.
  // Throws CannotAnswer.
  std::string Prove(const api::JsonValue& options, const Manner& manner);

  // The newest last.
  std::vector<HeldPasskey> List() const;
  void Forget();

 private:
  struct Held {
    std::string id;  // bytes
    crypto::CredentialKeyPair pair;
    std::string relying_party_id;
    std::string user_handle;  // bytes
    std::string username;
    std::string attachment;
    std::uint32_t sign_count = 0;
  };

  // A copy of it, its counter moved on.
  Held Use(const std::string& relying_party_id, const std::vector<std::string>& allowed);

  util::Random& random_;
  mutable util::Mutex mutex_;
  std::deque<Held> held_ ROCKPOOL_GUARDED_BY(mutex_);
};

}  // namespace rockpool::web_authn
