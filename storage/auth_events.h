// What users did, as threat protection records it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::storage {

struct AuthEvent {
  std::int64_t number = 0;  // drawn by the store at the insert: later events have greater ones
  std::int64_t user = 0;
  std::string event_id;
  std::string document;  // JSON, opaque to storage
  std::int64_t creation_millis = 0;
  std::int64_t kept_until_millis = 0;

  bool operator==(const AuthEvent&) const = default;
};

// Where an event stands among those of its user: by its date, and in the order of the inserts where dates are equal.
struct AuthEventPlace {
  std::int64_t creation_millis = 0;
  std::int64_t number = 0;
};

// They end with their user. What is past its date is there until it is swept. A user may have millions.
class AuthEvents {
 public:
  virtual ~AuthEvents() = default;

  // Requires: the user exists (std::logic_error if not). Returns the number.
  virtual std::int64_t Insert(const AuthEvent& event) = 0;

  // By the number of the event; what else but the document the record says is not read. False if there is none.
  virtual bool Update(const AuthEvent& event) = 0;

  // The newest event of the user with that id. Looks from the newest one on: what is found among the last events takes no time, what is not
  // there a look at the ids of all of the user's.
  virtual std::optional<AuthEvent> Find(std::int64_t user, std::string_view event_id) const = 0;

  // The same of that date, which takes no time wherever it is.
  virtual std::optional<AuthEvent> FindOf(std::int64_t user, std::string_view event_id, std::int64_t creation_millis) const = 0;

  // Of the user, the newest first, from the first one before that place; nullopt: from the newest.
  virtual std::vector<AuthEvent> List(std::int64_t user, std::optional<AuthEventPlace> before, std::size_t limit) const = 0;

  // Removes the `limit` first of the events of the store that were to be kept until before `now_millis`, in the order of that date.
  virtual void SweepExpired(std::int64_t now_millis, std::size_t limit) = 0;
};

}  // namespace rockpool::storage
