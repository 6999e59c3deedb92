// A clock that moves only when a test says so.
#pragma once

#include <atomic>

#include "server/util/clock.h"

namespace rockpool::support {

class FakeClock final : public util::Clock {
 public:
  util::EpochMillis Now() const override { return now_; }
  void Advance(util::EpochMillis millis) { now_ += millis; }

 private:
  std::atomic<util::EpochMillis> now_ = 1'700'000'000'000;
};

}  // namespace rockpool::support
