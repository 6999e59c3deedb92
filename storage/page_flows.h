// What a browser is in the midst of between two pages: one row for each, found by the digest of what its cookie says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::storage {

struct PageFlow {
  std::string digest;  // bytes: of the cookie's value; unique in the store, never empty
  std::string user_pool_id;
  std::string client_id;
  std::string document;  // JSON, opaque to storage
  std::int64_t expires_millis = 0;

  bool operator==(const PageFlow&) const = default;
};

// They end with their client. What expired is found until it is swept.
class PageFlows {
 public:
  virtual ~PageFlows() = default;

  // Requires: the client exists in the pool (std::logic_error if not). Throws Conflict if there is one of that digest.
  virtual void Insert(const PageFlow& flow) = 0;
  virtual std::optional<PageFlow> Find(std::string_view digest) const = 0;

  // Overwrites document and expires_millis. False if there is none.
  virtual bool Update(const PageFlow& flow) = 0;

  // False if there is none.
  virtual bool Delete(std::string_view digest) = 0;
};

}  // namespace rockpool::storage
