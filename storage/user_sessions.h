// What users and administrators are told of a refresh family in a pool that tracks sessions: where somebody has signed in, and from where.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::storage {

struct UserSession {
  std::string session_id;         // unique among the user's, never empty
  std::int64_t family = 0;        // the number of its refresh family, which has no other session
  std::string origin_session_id;  // of the browser session that it came through; empty: of none
  std::string device_type;
  std::string ip_address;
  std::int64_t creation_millis = 0;
  std::int64_t last_active_millis = 0;

  // As the family has it; what callers say here is not read.
  std::int64_t user = 0;
  std::string client_id{};
  std::int64_t expires_millis = 0;
  bool is_ended = false;  // the family was revoked

  bool operator==(const UserSession&) const = default;
};

// Of a session what tells whether it makes room for another one.
struct SessionUse {
  std::int64_t family = 0;
  std::int64_t last_active_millis = 0;
  std::int64_t expires_millis = 0;
  bool is_ended = false;

  bool operator==(const SessionUse&) const = default;
};

// They end with their family: with its revocation, which costs nothing here, and with its row. What has ended or expired is found until it
// is deleted.
class UserSessions {
 public:
  virtual ~UserSessions() = default;

  // Requires: the family exists, and has none (std::logic_error if not). Throws Conflict if the user has one of that id.
  virtual void Insert(const UserSession& session) = 0;
  virtual std::optional<UserSession> Find(std::int64_t user, std::string_view session_id) const = 0;
  virtual std::optional<UserSession> FindOfFamily(std::int64_t family) const = 0;

  // In the order in which they began.
  virtual std::vector<UserSession> ListOfUser(std::int64_t user) const = 0;
  // The same sessions, for who asks at each sign-in: the texts cost most of the list.
  virtual std::vector<SessionUse> ListUsesOfUser(std::int64_t user) const = 0;

  // Overwrites last_active_millis, device_type and ip_address. False if there is none.
  virtual bool Touch(const UserSession& session) = 0;

  // That of the family, which stays. False if there is none.
  virtual bool Delete(std::int64_t family) = 0;

  // All that the pool has so far: from then on nobody finds any of them. Costs the same however many they are; the rows go with their
  // families. Nothing for a pool that does not exist.
  virtual void DeleteOfPool(std::string_view user_pool_id) = 0;
};

}  // namespace rockpool::storage
