// User pools as they are kept. Ids are unique in the whole store, since unsigned calls find their pool by id alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::storage {

struct UserPool {
  std::string account;  // never empty
  std::string region;
  std::string id;  // unique in the store, never empty, and UTF-8 in its first byte at least: what begins with FF is no id
  std::string name;
  std::string document;  // JSON, opaque to storage
  std::int64_t creation_millis = 0;
  std::int64_t last_modified_millis = 0;
  std::int64_t session_limit = 0;  // how many sessions a user may have; 0: the pool does not track them
  std::int64_t revision = 0;       // drawn anew by the store for each insert and update; what callers say here is not read

  bool operator==(const UserPool&) const = default;
};

// By what one tells that a pool and its MFA configuration are as they were: two are equal only if both records were the same ones each
// time, unchanged.
struct UserPoolVersion {
  std::int64_t revision = 0;       // the pool's own
  std::int64_t configuration = 0;  // the MFA configuration's; -1: there is none

  bool operator==(const UserPoolVersion&) const = default;
};

// Text compares as bytes everywhere.
class UserPools {
 public:
  virtual ~UserPools() = default;

  // Throws Conflict if any pool of any account has the id.
  virtual void Insert(const UserPool& pool) = 0;

  // Overwrites name, document, last_modified_millis and session_limit of the pool with that id. False if there is none.
  virtual bool Update(const UserPool& pool) = 0;

  // False if the account has no such pool in the region.
  virtual bool Exists(std::string_view account, std::string_view region, std::string_view id) const = 0;
  virtual std::optional<UserPool> Find(std::string_view account, std::string_view region, std::string_view id) const = 0;

  // For unsigned calls, which know neither account nor region.
  virtual std::optional<UserPool> FindById(std::string_view id) const = 0;

  // The pools of one account and region in the order of their ids, from the first one after `after` (empty: from the beginning).
  virtual std::vector<UserPool> List(std::string_view account, std::string_view region, std::string_view after,
                                     std::size_t limit) const = 0;

  // Costs the same however many there are.
  virtual std::size_t Count(std::string_view account, std::string_view region) const = 0;

  // True if no account has a pool.
  virtual bool IsEmpty() const = 0;

  // Removes the pool and all that belongs to it; false if there was none. Costs the same however much that is: from then on nobody finds
  // or counts any of it, and every id, name and key can be inserted again, but the rows of a large pool go later (SweepSome).
  virtual bool Delete(std::string_view id) = 0;

  // nullopt if there is no such pool. Reads neither of the documents.
  virtual std::optional<UserPoolVersion> FindVersion(std::string_view id) const = 0;
};

}  // namespace rockpool::storage
