// The users of user pools as they are kept, and the values by which they are found.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::storage {

struct User {
  std::int64_t number = 0;  // drawn by the store at the insert: the order of creation, unique in the store, never used again
  std::string user_pool_id;
  std::string username;  // unique in the pool, never empty
  std::string document;  // JSON, opaque to storage
  std::int64_t creation_millis = 0;
  std::int64_t last_modified_millis = 0;
  std::int64_t revision = 0;  // drawn anew by the store for each insert and update; what callers say here is not read

  bool operator==(const User&) const = default;
};

// A value under which a user is found. One user has at most one value of each name.
struct SearchValue {
  std::string name;
  std::string value;      // at most 768 bytes; whoever folds case does it before
  bool is_alias = false;  // then no other user of the pool has this value of this name as an alias

  bool operator==(const SearchValue&) const = default;
};

// Where a page of a search begins: behind this value of this user.
struct SearchMark {
  std::string value;
  std::int64_t number = 0;
};

struct FoundUser {
  User user;
  std::string value;  // by which it was found
};

// Text compares as bytes everywhere.
class Users {
 public:
  virtual ~Users() = default;

  // Requires: the pool exists (std::logic_error if not). Throws Conflict if the pool has a user of that name, or another user has one of
  // the aliases. Returns the user's number.
  virtual std::int64_t Insert(const User& user, const std::vector<SearchValue>& values) = 0;

  // Overwrites document and last_modified_millis of the user of that number, who is found by these values and no others from then on. Of
  // the values it writes only what changed. Throws Conflict as Insert does. False if there is no such user.
  virtual bool Update(const User& user, const std::vector<SearchValue>& values) = 0;

  virtual std::optional<User> Find(std::string_view user_pool_id, std::string_view username) const = 0;
  virtual std::optional<User> FindByNumber(std::int64_t number) const = 0;

  // Of the user of that number; nullopt if there is none. Who has read the user before need not read and decode him again while it is the
  // same.
  virtual std::optional<std::int64_t> FindRevision(std::int64_t number) const = 0;

  // The user who has the value as an alias.
  virtual std::optional<User> FindByAlias(std::string_view user_pool_id, std::string_view name, std::string_view value) const = 0;

  // The values of a user, in no order.
  virtual std::vector<SearchValue> ValuesOf(std::int64_t number) const = 0;

  // In the order of usernames, those that begin with `prefix`, from the first one after `after` (empty: from the beginning).
  virtual std::vector<User> List(std::string_view user_pool_id, std::string_view prefix, std::string_view after,
                                 std::size_t limit) const = 0;

  // In the order of values, then of numbers: those whose value of that name is `value`, or begins with it; behind the mark if there is one.
  virtual std::vector<FoundUser> ListByValue(std::string_view user_pool_id, std::string_view name, std::string_view value,
                                             const std::optional<SearchMark>& after, std::size_t limit) const = 0;
  virtual std::vector<FoundUser> ListByPrefix(std::string_view user_pool_id, std::string_view name, std::string_view prefix,
                                              const std::optional<SearchMark>& after, std::size_t limit) const = 0;

  // The cost of counting does not grow with what is counted.
  virtual std::size_t Count(std::string_view user_pool_id) const = 0;

  // With all that belongs to him: memberships, credentials, codes and the like. Costs the same however much that is: from then on nobody
  // finds any of it, and username and aliases can be inserted again, but the rows of many sign-ins go later (SweepSome). False if there was
  // none.
  virtual bool Delete(std::int64_t number) = 0;
};

}  // namespace rockpool::storage
