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
}  // namespace rockpool::util

namespace rockpool::operations {

// Lives as long as the server. Everything in it may be used by any thread.
struct World {
  storage::Store& store;
  util::Clock& clock;
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
