// The domain's clock: wall time and an offset, or one instant. Where its setting is kept is the business of others.
#pragma once

#include <atomic>

#include "server/util/clock.h"

namespace rockpool::util {

struct ClockSetting {
  bool frozen = false;
  EpochMillis millis = 0;  // frozen: the instant; else what is added to wall time

  bool operator==(const ClockSetting&) const = default;
};

// What a clock of that setting shows when wall time is `wall`; no earlier than kEarliestTime and no later than kLatestTime.
EpochMillis TimeAt(const ClockSetting& setting, EpochMillis wall);

// Any thread. `wall` outlives it.
class MovableClock final : public Clock {
 public:
  explicit MovableClock(const WallClock& wall) : wall_(wall) {}

  EpochMillis Now() const override { return TimeAt(setting(), wall_.Now()); }

  // Whoever sees a setting sees all that was done before it was set.
  ClockSetting setting() const;
  // Requires: an offset or instant of at most 10,000 years.
  void Set(const ClockSetting& setting);

 private:
  const WallClock& wall_;
  std::atomic<std::int64_t> packed_ = 0;  // the milliseconds, and frozen as the lowest bit: every request reads it
};

}  // namespace rockpool::util
