// Turns for work that may wait until the processors have nothing better to do, and that must be able to end at once all the same.
#pragma once

#include <functional>
#include <stop_token>
#include <string_view>

namespace rockpool {

// Waits for the next turn. False if `stop` is requested, at once then. Does not throw.
using WaitForTurn = std::function<bool(const std::stop_token& stop)>;

// A turn comes whenever a look finds a processor that is idle, and each half second; the work runs on the caller's thread, in pieces that
// should be short. No thread of lowest priority is asked: it gets no processor for seconds where others are busy, cannot get its priority
// back (sched(7): without CAP_SYS_NICE nobody leaves SCHED_IDLE), and a process is not gone before its last thread is. `has_idle_processor`
// does not throw.
WaitForTurn TurnsWhen(std::function<bool()> has_idle_processor);

// By what Linux says of the whole machine, for the thread that calls it, which is of low priority (nice 15) from then on. Where it says
// nothing every look finds one idle, which is only less polite.
WaitForTurn IdleTurns();

// Whether the text of /proc/loadavg (proc(5)) says that, beside the thread that asks, fewer threads run or want to than there are
// processors.
bool LeavesOneIdle(std::string_view loadavg, int processors);

}  // namespace rockpool
