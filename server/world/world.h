// The doors through which time, randomness, network, keys and state enter. A test holds them open with its own.
#pragma once

#include "server/world/page_token.h"
#include "server/world/record_cache.h"
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
class WallClock;
}  // namespace rockpool::util

namespace rockpool::world {

// Lives as long as the server. Everything in it may be used by any thread.
struct World {
  storage::Store& store;
  const util::Clock& clock;           // of all that the API dates and lets expire; see util/clock.h for the choice
  const util::WallClock& wall_clock;  // of what a real peer signs or reads
  util::Random& random;
  crypto::KeyStock& keys;
  http::Client& http_client;
  const PageTokens& page_tokens;
  Settings settings;
  Caches caches{};  // of what the store's records say; they follow the records by themselves
};

// The same doors, but for the store, and for the clock of what it dates.
inline World WithStore(const World& world, storage::Store& store, const util::Clock& clock) {
  return {store, clock, world.wall_clock, world.random, world.keys, world.http_client, world.page_tokens, world.settings, world.caches};
}

}  // namespace rockpool::world
