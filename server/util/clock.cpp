#include "server/util/clock.h"

#include <chrono>

namespace rockpool::util {

EpochMillis SystemClock::Now() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count();
}

}  // namespace rockpool::util
