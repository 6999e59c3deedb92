// What a user proves himself with. Apart from the user's document, for no answer shows any of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rockpool::storage {

// A password as its SRP verifier: bytes, a secret.
struct PasswordVerifier {
  std::string salt;
  std::string verifier;

  bool operator==(const PasswordVerifier&) const = default;
};

// A TOTP secret: bytes.
struct SoftwareToken {
  std::string secret;
  std::string friendly_name;
  std::int64_t last_step = 0;  // the step whose code was taken last: no code of it or of an earlier one is taken again

  bool operator==(const SoftwareToken&) const = default;
};

struct Credentials {
  std::optional<PasswordVerifier> password;  // nullopt: the user has none
  std::int64_t password_set_millis = 0;
  std::optional<SoftwareToken> software_token;      // verified
  std::optional<std::string> pending_token_secret;  // associated, not verified yet
  // Of who came by an import and has set no password since: the hash of the password that came along, a secret; empty if none did.
  std::optional<std::string> imported_hash;

  bool operator==(const Credentials&) const = default;
};

// By the number of the user, with whom they end.
class CredentialsOfUsers {
 public:
  virtual ~CredentialsOfUsers() = default;

  // Those of a user who never had any are empty.
  virtual Credentials Find(std::int64_t user) const = 0;

  // Requires: the user exists (std::logic_error if not).
  virtual void Put(std::int64_t user, const Credentials& credentials) = 0;

  // Earlier passwords, the newest first.
  virtual std::vector<PasswordVerifier> History(std::int64_t user, std::size_t most) const = 0;

  // Adds one as the newest, of which the `most` newest stay.
  virtual void Remember(std::int64_t user, const PasswordVerifier& password, std::size_t most) = 0;
};

}  // namespace rockpool::storage
