// Clocks that move only when a test says so, one for each door to time.
#pragma once

#include <atomic>

#include "server/util/clock.h"

namespace rockpool::support {

template <class Door>
class StandingClock final : public Door {
 public:
  util::EpochMillis Now() const override { return now_; }
  void Advance(util::EpochMillis millis) { now_ += millis; }

 private:
  std::atomic<util::EpochMillis> now_ = 1'700'000'000'000;
};

using FakeClock = StandingClock<util::Clock>;
using FakeWallClock = StandingClock<util::WallClock>;

}  // namespace rockpool::support
