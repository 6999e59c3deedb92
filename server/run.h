// What main runs: the server, or a question for its health.
#pragma once

#include "server/options.h"

namespace rockpool {

// Why the program ends; kUsageError (2) is in command_line.h.
enum ExitCode {
  kStopped = 0,
  kUnhealthy = 1,
  kCannotOpenDatabase = 3,
  kNewerDatabase = 4,
  kBadSeed = 5,
  kCannotListen = 6,
  kFailed = 7,
  kBadTls = 8
};

// Serves until SIGTERM or SIGINT. Once requests are answered it prints `READY http://HOST:PORT` on standard output. What keeps it from
// starting is one sentence on standard error and one of the codes above.
int RunServer(const Options& options);

// Asks the server at the options' host and port for its health: kStopped if it is well, kUnhealthy otherwise.
int RunHealthcheck(const Options& options);

}  // namespace rockpool
