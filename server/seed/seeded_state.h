// The state that a reset returns to: an empty store in which the seed was run. What the store held before the server started is no part
// of it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/protocol/settings.h"
#include "server/seed/memory.h"
#include "server/seed/seed.h"
#include "server/util/clock.h"
#include "server/util/thread_safety.h"
#include "server/world/world.h"
#include "storage/store.h"

namespace rockpool::seed {

class SeededState {
 public:
  // Makes a store without anything in it, beside the one of the world and of its kind.
  using EmptyStore = std::function<std::unique_ptr<storage::Store>()>;

  // `world` outlives it; its store is the one that is seeded and returned. `seed` is the path of a file, or empty: none. Throws SeedError.
  SeededState(const world::World& world, protocol::Settings settings, const std::string& seed, EmptyStore empty_store);

  // At the start, before any request: runs the seed, leaving what exists already as it is. Throws SeedError.
  void ApplySeed();

  // Any thread. Makes what the next Return needs, without changing the store: all of Return that may fail for the sake of the seed.
  void Prepare() { Template(); }

  // Any thread. Afterwards the store holds the seeded state, and every time the same one to the byte. Takes about a millisecond, but when
  // the store was not empty at the start the first call must run the seed, which may wait for keys and other servers. The amendment
  // changes in the same moment. Throws SeedError, or what the store throws; nothing has changed then.
  void Return(const storage::Amendment& amendment = {});

 private:
  void RunSeed(storage::Store& store, const util::Clock& clock);
  const storage::Store& Template();

  const world::World& world_;
  protocol::Settings settings_;
  const EmptyStore empty_store_;
  Marks marks_;  // of the world's store, also for a template: it becomes that store's contents
  const std::optional<Seed> seed_;
  util::Mutex mutex_;
  std::unique_ptr<storage::Store> template_ ROCKPOOL_GUARDED_BY(mutex_);  // once made, never changed
};

}  // namespace rockpool::seed
