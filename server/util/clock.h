// The two doors to the time of day. Nobody asks the system for it, so that tests can hold it still.
//
// `Clock` is the time of what rockpool keeps: dates that the API shows, expiries, versions. A user can move it and stop it
// (MovableClock). `WallClock` is the time of the world outside: certificates, and whatever else a real peer signs or reads. They are
// two types, so that nobody takes one for the other.
#pragma once

#include <atomic>
#include <cstdint>

namespace rockpool::util {

// Milliseconds since 1970-01-01T00:00:00Z: the resolution of every date that the API shows.
using EpochMillis = std::int64_t;

// What a clock can be set to: the years that all our forms of dates can write, and certificates too.
inline constexpr EpochMillis kEarliestTime = 0;
inline constexpr EpochMillis kLatestTime = 253'402'300'799'999;  // 9999-12-31T23:59:59.999Z

class Clock {
 public:
  virtual ~Clock() = default;

  // Any thread may call it. May stand still or step back.
  virtual EpochMillis Now() const = 0;
};

class WallClock {
 public:
  virtual ~WallClock() = default;

  // Any thread may call it. May step back, as a computer's clock does.
  virtual EpochMillis Now() const = 0;
};

class SystemClock final : public WallClock {
 public:
  EpochMillis Now() const override;
};

// The domain's clock: wall time and an offset, or one instant. Where its setting is kept is the business of others.

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
