// The two doors to the time of day. Nobody asks the system for it, so that tests can hold it still.
//
// `Clock` is the time of what rockpool keeps: dates that the API shows, expiries, versions. A user can move it and stop it
// (movable_clock.h). `WallClock` is the time of the world outside: certificates, and whatever else a real peer signs or reads. They are
// two types, so that nobody takes one for the other.
#pragma once

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

}  // namespace rockpool::util
