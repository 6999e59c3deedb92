#include "server/seed/seeded_state.h"

#include <utility>

#include "server/util/clock.h"
#include "storage/store.h"

namespace rockpool::seed {
namespace {

bool IsEmpty(const storage::Store& store) {
  return store.Read([](const storage::Transaction& transaction) { return transaction.user_pools().IsEmpty(); });
}

}  // namespace

SeededState::SeededState(const world::World& world, protocol::Settings settings, const std::string& seed, EmptyStore empty_store)
    : world_(world),
      settings_(std::move(settings)),
      empty_store_(std::move(empty_store)),
      marks_(world.store, world.random),
      seed_(seed.empty() ? std::nullopt : std::make_optional<Seed>(seed)) {
  settings_.require_sigv4 = false;
}

void SeededState::ApplySeed() {
  if (!seed_) {
    return;
  }
  const bool was_empty = IsEmpty(world_.store);
  RunSeed(world_.store, world_.clock);
  if (was_empty) {
    // A copy, so that no key is made twice and a reset restores the very certificates and dates that clients have seen.
    auto copy = empty_store_();
    copy->ReplaceContentsWith(world_.store);
    const util::LockGuard lock(mutex_);
    template_ = std::move(copy);
  }
}

void SeededState::Return(const storage::Amendment& amendment) { world_.store.ReplaceContentsWith(Template(), amendment); }

void SeededState::RunSeed(storage::Store& store, const util::Clock& clock) {
  seed_->ApplyTo(world::WithStore(world_, store, clock), settings_, marks_);
}

const storage::Store& SeededState::Template() {
  const util::LockGuard lock(mutex_);
  if (!template_) {
    auto made = empty_store_();
    if (seed_) {
      // A reset takes the clock back, so what it returns to is not dated by a clock that was moved.
      RunSeed(*made, util::MovableClock(world_.wall_clock));
    }
    template_ = std::move(made);
  }
  return *template_;
}

}  // namespace rockpool::seed
