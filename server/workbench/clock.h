// The domain's clock under /_rockpool/clock: `GET` shows it, `PUT` sets, stops and starts it, `POST .../advance` moves it on. Where it
// stands is kept in the store, so that what has expired stays so after a restart. Wall time is nobody's to move.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "server/util/clock.h"
#include "server/util/random.h"
#include "server/util/thread_safety.h"
#include "server/workbench/workbench.h"
#include "storage/store.h"

namespace rockpool::workbench {

// Any thread. All that it is given outlives it. Bad requests are api::InvalidParameterException, and nothing has changed then, as where
// the store throws.
class KeptClock {
 public:
  // Takes `clock` to where it stood when the store was used last, and warns in the log if that is not wall time.
  KeptClock(util::MovableClock& clock, const util::WallClock& wall, storage::Store& store);

  // {"now":"2026-11-22T02:38:54.123Z","wall":"...","offset_seconds":0,"frozen":false}; the offset is that of this moment.
  std::string Show() const;

  // {"now":"2027-01-01T00:00:00Z"} or {"offset_seconds":-60}, and {"frozen":true}, alone or with one of them. Returns what Show does.
  std::string Change(std::string_view json);

  // {"seconds":90.5} or {"duration":"P1DT2H"}; a stopped clock is stopped there. Returns what Show does.
  std::string Advance(std::string_view json);

  // Back to wall time, running, in the moment in which `replace` replaces the contents of the store with the amendment that it gets.
  // Who asks the clock before the store never finds the old contents at the new time; who has the turn to write finds no mix at all. If
  // `replace` throws, the clock stays as it was.
  void ResetWith(const std::function<void(const storage::Amendment& amendment)>& replace);

 private:
  std::string Shown(util::EpochMillis wall) const;
  void Keep(const util::ClockSetting& setting) ROCKPOOL_REQUIRES(mutex_);
  void MoveTo(bool frozen, util::EpochMillis now, util::EpochMillis wall) ROCKPOOL_REQUIRES(mutex_);

  util::MovableClock& clock_;
  const util::WallClock& wall_;
  storage::Store& store_;
  util::Mutex mutex_;  // of changes: each begins where the one before it has ended
};

// Both outlive the workbench.
void AddClock(Workbench& workbench, KeptClock& clock, util::Random& random);

}  // namespace rockpool::workbench
