// The doors through which time, randomness, network, keys and state enter. A test holds them open with its own.
#pragma once

#include "server/world/page_token.h"
#include "server/world/settings.h"

namespace rockpool::crypto {
class KeyStock;
}
namespace rockpool::http {
class Client;
}
namespace rockpool::storage {
class Store;
}
namespace rockpool::util {
class Clock;
class Random;
}  // namespace rockpool::util

namespace rockpool::world {

// Lives as long as the server. Everything in it may be used by any thread.
struct World {
  storage::Store& store;
  util::Clock& clock;
  util::Random& random;
  crypto::KeyStock& keys;
  http::Client& http_client;
  const PageTokens& page_tokens;
  Settings settings;
};

// The same doors, but for the store.
inline World WithStore(const World& world, storage::Store& store) {
  return {store, world.clock, world.random, world.keys, world.http_client, world.page_tokens, world.settings};
}

}  // namespace rockpool::world
