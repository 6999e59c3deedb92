// What a browser that was sent to an identity provider is to come back to: one row for each `state` or RelayState, found by its digest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::storage {

struct FederationState {
  std::string digest;  // bytes: of the state; unique in the store, never empty
  std::string user_pool_id;
  std::string client_id;
  std::string document;  // JSON, opaque to storage
  std::int64_t expires_millis = 0;

  bool operator==(const FederationState&) const = default;
};

// Of one client. Whoever reaches the server can begin sign-ins and never come back.
inline constexpr std::size_t kMostFederationStates = 10'000;

// They end with their client. What expired is found until it is swept.
class FederationStates {
 public:
  virtual ~FederationStates() = default;

  // Requires: the client exists in the pool (std::logic_error if not). Throws Conflict if there is one of that digest. Where the client has
  // kMostFederationStates, its oldest one goes.
  virtual void Insert(const FederationState& state) = 0;
  virtual std::optional<FederationState> Find(std::string_view digest) const = 0;

  // False if there is none: of two who come back with one state the first one gets true.
  virtual bool Delete(std::string_view digest) = 0;
};

}  // namespace rockpool::storage
