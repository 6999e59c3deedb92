// The passkeys of users: the public halves, and what is known of who holds the private ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::storage {

struct WebAuthnCredential {
  std::string user_pool_id;
  std::int64_t user = 0;
  std::string credential_id;        // bytes; unique in the pool, never empty
  std::string public_key;           // bytes, opaque to storage
  std::int64_t sign_count = 0;      // of the last signature that was taken
  bool is_backup_eligible = false;  // the device that holds it may copy it to others
  std::string relying_party_id;     // for which it was made
  std::string document;             // JSON, opaque to storage
  std::int64_t creation_millis = 0;

  bool operator==(const WebAuthnCredential&) const = default;
};

// They end with their user.
class WebAuthnCredentials {
 public:
  virtual ~WebAuthnCredentials() = default;

  // Requires: the user exists in the pool (std::logic_error if not). Throws Conflict if the pool has one of that credential id.
  virtual void Insert(const WebAuthnCredential& credential) = 0;

  // In the order of their insertion.
  virtual std::vector<WebAuthnCredential> ListOfUser(std::int64_t user) const = 0;

  // Puts the count in the place of a lower one. False, with nothing changed, if the user has none of that credential id, or its count is
  // as high.
  virtual bool RaiseSignCount(std::int64_t user, std::string_view credential_id, std::int64_t sign_count) = 0;

  // False if the user has none of that credential id.
  virtual bool Delete(std::int64_t user, std::string_view credential_id) = 0;
};

}  // namespace rockpool::storage
