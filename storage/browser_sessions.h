// Who is signed in at the pages of a pool: one row for each browser, found by the digest of what its cookie says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::storage {

struct BrowserSession {
  std::string digest;  // bytes: of the cookie's value; unique in the store, never empty
  std::string user_pool_id;
  std::int64_t user = 0;
  std::string provider;  // by which the user has signed in: "COGNITO" by the pool itself
  std::string document;  // JSON, opaque to storage
  std::int64_t authenticated_millis = 0;
  std::int64_t expires_millis = 0;

  bool operator==(const BrowserSession&) const = default;
};

// They end with their user. What expired is found until it is swept.
class BrowserSessions {
 public:
  virtual ~BrowserSessions() = default;

  // Requires: the user exists in the pool (std::logic_error if not). Throws Conflict if there is one of that digest.
  virtual void Insert(const BrowserSession& session) = 0;
  virtual std::optional<BrowserSession> Find(std::string_view digest) const = 0;

  // False if there is none.
  virtual bool Delete(std::string_view digest) = 0;

  // All of the user. Costs as many rows as he has signed in by pages and is not swept yet.
  virtual void DeleteOfUser(std::int64_t user) = 0;

  // All that the pool has so far: from then on nobody finds any of them. Costs the same however many they are; the rows go when they
  // expire. Nothing for a pool that does not exist.
  virtual void DeleteOfPool(std::string_view user_pool_id) = 0;
};

}  // namespace rockpool::storage
