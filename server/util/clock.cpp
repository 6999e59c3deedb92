#include "server/util/clock.h"

#include <algorithm>
#include <chrono>

namespace rockpool::util {

EpochMillis SystemClock::Now() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count();
}

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
