#include "server/idle_turns.h"

#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <string>
#include <utility>

namespace rockpool {
namespace {

// A look costs some microseconds.
constexpr std::chrono::milliseconds kBetweenLooks{20};
// A thirtieth of what an ordinary thread gets beside it; with less it would keep the writer's lock too long, and be long in dying.
constexpr int kPoliteness = 15;
constexpr int kMostLooks = 25;  // half a second: then it is the work's turn anyway, so that it comes to an end

void Pause(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, kBetweenLooks, [] { return false; });
}

bool HasIdleProcessor() {
  std::ifstream file("/proc/loadavg");
  std::string line;
  std::getline(file, line);
  return LeavesOneIdle(line, static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN)));
}

}  // namespace

bool LeavesOneIdle(std::string_view loadavg, int processors) {
  // "0.46 0.76 2.14 3/110 31644": three of 110 run or wait for a processor, and who asks is one of them.
  const std::size_t slash = loadavg.find('/');
  const std::size_t begin = loadavg.rfind(' ', slash);
  if (slash == std::string_view::npos || begin == std::string_view::npos) {
    return true;
  }
  int running = 0;
  std::from_chars(loadavg.data() + begin + 1, loadavg.data() + slash, running);
  return running <= processors;
}

WaitForTurn TurnsWhen(std::function<bool()> has_idle_processor) {
  return [has_idle_processor = std::move(has_idle_processor)](const std::stop_token& stop) {
    for (int looks = 0; looks < kMostLooks && !stop.stop_requested() && !has_idle_processor(); ++looks) {
      Pause(stop);
    }
    return !stop.stop_requested();
  };
}

WaitForTurn IdleTurns() {
  // Of this thread alone, as Linux has it. A look misses what wakes up for a millisecond, of which a busy server is made.
  setpriority(PRIO_PROCESS, 0, kPoliteness);
  return TurnsWhen(HasIdleProcessor);
}

}  // namespace rockpool
