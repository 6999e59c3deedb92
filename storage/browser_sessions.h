// Who is signed in at the pages of a pool: one row for each browser, found by the digest of what its cookie says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::storage {

struct BrowserSession {
  std::string digest;  // bytes: of the cookie's value; unique in the store, never empty
  std::string user_pool_id;
  std::int64_t user = 0;
  std::string provider;  // by which the user has signed in: "COGNITO" by the pool itself
  std::string document;  // JSON, opaque to storage
  std::int64_t authenticated_millis = 0;
  std::int64_t expires_millis = 0;

  // What users and administrators are told of it, where the pool tracked sessions when it began.
  std::string session_id = {};  // `sso...`; unique in the store; empty: the pool did not track, and nobody is told
  std::string client_id = {};   // where the user signed in
  std::int64_t last_active_millis = 0;
  std::string device_type = {};
  std::string ip_address = {};

  bool operator==(const BrowserSession&) const = default;
};

// They end with their user. What expired is found until it is swept.
class BrowserSessions {
 public:
  virtual ~BrowserSessions() = default;

  // Requires: the user exists in the pool (std::logic_error if not). Throws Conflict if there is one of that digest.
  virtual void Insert(const BrowserSession& session) = 0;
  virtual std::optional<BrowserSession> Find(std::string_view digest) const = 0;

  // Of a session_id, which is not empty.
  virtual std::optional<BrowserSession> FindBySessionId(std::string_view session_id) const = 0;

  // Those of the user that have a session_id, the newest ones, newest first. Costs as many rows as DeleteOfUser.
  virtual std::vector<BrowserSession> ListTrackedOfUser(std::int64_t user, std::size_t limit) const = 0;

  // Overwrites last_active_millis, device_type and ip_address. False if there is none.
  virtual bool Touch(const BrowserSession& session) = 0;

  // False if there is none.
  virtual bool Delete(std::string_view digest) = 0;

  // All of the user. Costs as many rows as he has signed in by pages and is not swept yet.
  virtual void DeleteOfUser(std::int64_t user) = 0;

  // All that the pool has so far: from then on nobody finds any of them. Costs the same however many they are; the rows go when they
  // expire. Nothing for a pool that does not exist.
  virtual void DeleteOfPool(std::string_view user_pool_id) = 0;

  // Takes the session_id of all that the pool has so far; they sign in as before. Costs the same however many they are.
  virtual void UntrackOfPool(std::string_view user_pool_id) = 0;
};

}  // namespace rockpool::storage
