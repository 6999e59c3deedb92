// In whose name a function is called, and of whom it is told.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/links.h"
#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "server/world/world.h"

namespace rockpool::triggers {

// ClientMetadata and ValidationData as a request has them; nullopt where it has none.
using Metadata = std::optional<std::map<std::string, std::string, std::less<>>>;

// For the trace of a sign-in: that a function was called, and what came of it. `verdict` is passed, refused or skipped.
using Teller = std::function<void(std::string_view trigger, std::string_view verdict, std::string_view reason)>;

// One call of somebody's. It lives no longer than what it points to.
struct Origin {
  const world::World& world;
  const pools::PoolInUse& pool;
  std::string client_id;   // empty: an administrator's call, of no app client
  std::string user_agent;  // of the caller, from which awsSdkVersion is read; empty: unknown
  Teller tell = nullptr;   // may be empty
  // Of the contents of the store that the call has looked at, for rules that link; nullopt: whatever is there counts.
  std::optional<std::int64_t> generation = std::nullopt;
};

// userName and request.userAttributes of an event.
struct Person {
  std::string username;
  std::vector<api::AttributeType> attributes;
  bool is_not_found = false;                                    // request.userNotFound: the client hides that there is no such user
  std::optional<accounts::SourceName> identity = std::nullopt;  // of one who signs up through a provider: Invocation::identity
};

// A user of the pool, with sub and cognito:user_status among the attributes.
Person PersonOf(const accounts::User& user);

// One who is not there yet: what was submitted alone.
Person Submitted(std::string username, std::vector<api::AttributeType> attributes);

// Nobody, who is asked all the same: no attributes.
Person NotFound(std::string username);

}  // namespace rockpool::triggers
