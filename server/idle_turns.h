// Turns for work that may wait until the processors have nothing better to do, and that must be able to end at once all the same.
#pragma once

#include <functional>
#include <stop_token>

namespace rockpool {

// Waits for the next turn. False if `stop` is requested, at once then. One thread at a time; does not throw.
using WaitForTurn = std::function<bool(const std::stop_token& stop)>;

// They come from a thread that runs only when a processor is idle, and does nothing but give them. The work itself runs on the caller's
// thread, in pieces that should be short: a thread of lowest priority gets no processor for seconds where others are busy, cannot get its
// priority back (sched(7): without CAP_SYS_NICE nobody leaves SCHED_IDLE), and so could neither be joined in time nor hold a lock. Nobody
// waits for the thread: it ends some time after the last copy of the result. Throws std::system_error if no thread can be had.
WaitForTurn IdleTurns();

}  // namespace rockpool
