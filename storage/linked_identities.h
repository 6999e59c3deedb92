// Which person at an identity provider is which user: one row for each identity by which a user signs in or was signed up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::storage {

struct LinkedIdentity {
  std::string user_pool_id;
  std::int64_t user = 0;
  std::string provider;   // its name
  std::string attribute;  // of the provider's claims, or the word that callers have for the subject; never empty
  std::string value;      // of that attribute; with pool, provider and attribute unique, never empty
  std::string folded;     // the same without what does not tell two people apart: what differs in case alone has the same one
  std::string document;   // JSON, opaque to storage
  std::int64_t creation_millis = 0;

  bool operator==(const LinkedIdentity&) const = default;
};

// Text compares as bytes. They end with their user; a provider of the name need not exist.
class LinkedIdentities {
 public:
  virtual ~LinkedIdentities() = default;

  // Requires: the user exists in the pool (std::logic_error if not). Throws Conflict if there is one of that pool, provider, attribute and
  // value.
  virtual void Insert(const LinkedIdentity& identity) = 0;
  virtual std::optional<LinkedIdentity> Find(std::string_view user_pool_id, std::string_view provider, std::string_view attribute,
                                             std::string_view value) const = 0;

  // Any one whose value folds to that.
  virtual std::optional<LinkedIdentity> FindFolded(std::string_view user_pool_id, std::string_view provider, std::string_view attribute,
                                                   std::string_view folded) const = 0;

  // The document alone; found by the four. False if there is none.
  virtual bool Update(const LinkedIdentity& identity) = 0;

  // In the order of their insertion.
  virtual std::vector<LinkedIdentity> ListOfUser(std::int64_t user) const = 0;

  // Which attributes the pool's identities at the provider have, each once, in byte order, `limit` at most.
  virtual std::vector<std::string> ListAttributes(std::string_view user_pool_id, std::string_view provider, std::size_t limit) const = 0;

  // False if there is none.
  virtual bool Delete(std::string_view user_pool_id, std::string_view provider, std::string_view attribute, std::string_view value) = 0;
};

}  // namespace rockpool::storage
