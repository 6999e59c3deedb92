// A world that no machine is behind, for what needs one without the service on top (tests/support/test_service.h).
#pragma once

#include <memory>

#include "server/http/client.h"
#include "server/world/world.h"
#include "storage/sqlite/store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_http_client.h"
#include "tests/support/fake_key_stock.h"
#include "tests/support/fake_random.h"

namespace rockpool::support {

// Its store is in memory, and empty.
struct FakeWorld {
  FakeWorld() : FakeWorld(network) {}
  // With another client than `network`; it outlives this.
  explicit FakeWorld(http::Client& client) : world{*store, clock, wall_clock, random, keys, client, page_tokens, {}} {}
  FakeWorld(const FakeWorld&) = delete;
  FakeWorld& operator=(const FakeWorld&) = delete;

  std::unique_ptr<storage::Store> store = storage::sqlite::Store::Open({.path = ":memory:"});
  FakeClock clock;
  FakeWallClock wall_clock;
  FakeRandom random;
  FakeKeyStock keys;
  FakeHttpClient network;
  world::PageTokens page_tokens{"the secret of a test"};
  world::World world;
};

}  // namespace rockpool::support
