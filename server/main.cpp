// Reads the options and runs what they ask for.
#include <csignal>
#include <cstdio>
#include <variant>

#include "server/options.h"
#include "server/run.h"

int main(int argc, char** argv) {
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
