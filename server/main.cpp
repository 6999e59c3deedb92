// Reads the options and runs what they ask for.
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <variant>

#include "server/options.h"
#include "server/run.h"

namespace {

// glibc gives memory back that a thread does not use at the end of its heap, at first from 128 KiB on. A sign-in uses more for a moment, so
// each would take pages from the kernel and give them back. Once a block that was mapped by itself has been freed, glibc keeps such blocks
// in its heaps, and twice as much at their ends (mallopt(3), M_MMAP_THRESHOLD); as larger ones come it goes on so, which it would not do if
// it were told a number: 1 MiB of wrong JSON took 99 ms in place of 15 then.
void KeepMemoryOfCalls() {
  constexpr std::size_t kBytes = 1024UL * 1024;
  void* volatile mapped = std::malloc(kBytes);  // NOLINT(*-no-malloc): it is malloc that is meant; volatile, or it is left out
  std::free(mapped);                            // NOLINT(*-no-malloc)
}

}  // namespace

int main(int argc, char** argv) {
  KeepMemoryOfCalls();
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe on standard output or error is no reason to lose requests
  std::signal(SIGXFSZ, SIG_IGN);  // a write over the limit of file size then fails like one on a full disk, and is answered
  const auto parsed = rockpool::ParseOptions(argc, argv, ROCKPOOL_VERSION);
  if (const auto* exit = std::get_if<rockpool::Exit>(&parsed)) {
    std::fputs(exit->text.c_str(), exit->code == 0 ? stdout : stderr);
    return exit->code;
  }
  const auto& options = std::get<rockpool::Options>(parsed);
  return options.healthcheck ? rockpool::RunHealthcheck(options) : rockpool::RunServer(options);
}
