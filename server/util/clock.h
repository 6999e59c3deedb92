// The one door to the time of day. Handlers never ask the system for it, so that tests can hold it still.
#pragma once

#include <cstdint>

namespace rockpool::util {

// Milliseconds since 1970-01-01T00:00:00Z: the resolution of every date that the API shows.
using EpochMillis = std::int64_t;

class Clock {
 public:
  virtual ~Clock() = default;

  // Any thread may call it. May stand still or step back, as a computer's clock does.
  virtual EpochMillis Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  EpochMillis Now() const override;
};

}  // namespace rockpool::util
