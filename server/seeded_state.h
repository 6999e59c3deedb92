// The state that a reset returns to: an empty store in which the seed was run. What the store held before the server started is no part
// of it.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "server/operations/context.h"
#include "server/protocol/settings.h"
#include "server/seed.h"
#include "server/util/clock.h"
#include "storage/store.h"

namespace rockpool {

class SeededState {
 public:
  // `world` outlives it; its store is the one that is seeded and returned. `seed` is the path of a file, or empty: none. Throws SeedError.
  SeededState(const operations::World& world, protocol::Settings settings, const std::string& seed);

  // At the start, before any request: runs the seed, leaving what exists already as it is. Throws SeedError.
  void ApplySeed();

  // Any thread. Makes what the next Return needs, without changing the store: all of Return that may fail for the sake of the seed.
  void Prepare() { Template(); }

  // Any thread. Afterwards the store holds the seeded state, and every time the same one to the byte. Takes about a millisecond, but when
  // the store was not empty at the start the first call must run the seed, which may wait for keys and other servers. Throws SeedError,
  // or what the store throws; nothing has changed then.
  void Return();

 private:
  void RunSeed(storage::Store& store, const util::Clock& clock) const;
  const storage::Store& Template();

  const operations::World& world_;
  protocol::Settings settings_;
  const std::optional<Seed> seed_;
  std::mutex mutex_;
  std::unique_ptr<storage::Store> template_;  // once made, never changed
};

}  // namespace rockpool
