// What an operation knows besides its request: who calls, and the doors to the world.
#pragma once

#include <string>

#include "server/operations/page_token.h"
#include "server/operations/settings.h"

namespace rockpool::api {
struct Operation;
}
namespace rockpool::crypto {
class KeyStock;
}
namespace rockpool::identity_providers {
class RemoteDocuments;
}
namespace rockpool::storage {
class Store;
}
namespace rockpool::util {
class Clock;
class Random;
class WallClock;
}  // namespace rockpool::util

namespace rockpool::operations {

// Lives as long as the server. Everything in it may be used by any thread.
struct World {
  storage::Store& store;
  const util::Clock& clock;           // of all that the API dates and lets expire; see util/clock.h for the choice
  const util::WallClock& wall_clock;  // of what a real peer signs or reads
  util::Random& random;
  crypto::KeyStock& keys;
  identity_providers::RemoteDocuments& remote_documents;
  const PageTokens& page_tokens;
  Settings settings;
};

// The facts of one call. Lives as long as the call.
struct Context {
  std::string account;
  std::string region;
  std::string request_id;
  const api::Operation& operation;
  const World& world;
};

}  // namespace rockpool::operations
