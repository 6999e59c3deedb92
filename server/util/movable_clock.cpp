#include "server/util/movable_clock.h"

#include <algorithm>

namespace rockpool::util {

EpochMillis TimeAt(const ClockSetting& setting, EpochMillis wall) {
  return std::clamp(setting.frozen ? setting.millis : wall + setting.millis, kEarliestTime, kLatestTime);
}

ClockSetting MovableClock::setting() const {
  const std::int64_t packed = packed_.load(std::memory_order_acquire);
  return {(packed & 1) != 0, packed >> 1};
}

void MovableClock::Set(const ClockSetting& setting) {
  packed_.store(setting.millis * 2 + (setting.frozen ? 1 : 0), std::memory_order_release);
}

}  // namespace rockpool::util
