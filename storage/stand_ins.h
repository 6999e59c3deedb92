// What is kept of the stand-in of an identity provider, and of what is to go wrong with the provider: at most one row for each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::storage {

struct StandIn {
  std::string user_pool_id;
  std::string provider;
  std::string document;       // JSON, opaque to storage
  std::int64_t revision = 0;  // drawn anew by the store for each Put; what callers say here is not read

  bool operator==(const StandIn&) const = default;
};

// They end with their provider.
class StandIns {
 public:
  virtual ~StandIns() = default;

  virtual std::optional<StandIn> Find(std::string_view user_pool_id, std::string_view provider) const = 0;

  // The one that Find would tell, without its document.
  virtual std::optional<std::int64_t> FindRevision(std::string_view user_pool_id, std::string_view provider) const = 0;

  // Inserts or overwrites. Requires: the provider exists in the pool (std::logic_error if not).
  virtual void Put(const StandIn& stand_in) = 0;

  // False if there is none.
  virtual bool Delete(std::string_view user_pool_id, std::string_view provider) = 0;
};

}  // namespace rockpool::storage
