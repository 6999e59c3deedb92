// Reads the options and runs what they ask for.
#include <malloc.h>

#include <csignal>
#include <cstdio>
#include <variant>

#include "server/options.h"
#include "server/run.h"

namespace {

// Of its own accord glibc gives memory back that a thread does not use at the end of its heap, from 128 KiB on. A sign-in uses more for a
// moment, so each would take pages from the kernel and give them back. What is larger than the second figure is mapped by itself, and gone
// when it is freed: bodies and images.
void KeepMemoryOfCalls() {
  constexpr int kKeptBytes = 2 * 1024 * 1024;
  constexpr int kMappedBytes = 512 * 1024;
  mallopt(M_TRIM_THRESHOLD, kKeptBytes);
  mallopt(M_MMAP_THRESHOLD, kMappedBytes);
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
