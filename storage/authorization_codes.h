// Codes that an application exchanges for tokens, found by the digest of the code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::storage {

struct AuthorizationCode {
  std::string digest;  // bytes: of the code; unique in the store, never empty
  std::string user_pool_id;
  std::string client_id;
  std::int64_t user = 0;
  std::string document;  // JSON, opaque to storage: what the request for the code said
  bool is_used = false;  // kept so that it is refused once more, until it expires
  std::int64_t expires_millis = 0;

  bool operator==(const AuthorizationCode&) const = default;
};

// They end with their client and their user. What expired is found until it is swept.
class AuthorizationCodes {
 public:
  virtual ~AuthorizationCodes() = default;

  // Requires: the client exists in the pool, and so does the user (std::logic_error if not). Throws Conflict if there is one of that
  // digest.
  virtual void Insert(const AuthorizationCode& code) = 0;
  virtual std::optional<AuthorizationCode> Find(std::string_view digest) const = 0;

  // It is used from now on. False if there is none of that digest that is unused and expires later than `now`.
  virtual bool Spend(std::string_view digest, std::int64_t now) = 0;

  // All of the user. Costs as many rows as he was given codes that are not swept yet, which he signed in for.
  virtual void DeleteOfUser(std::int64_t user) = 0;
};

}  // namespace rockpool::storage
