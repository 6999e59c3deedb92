// Puts the server together: the only place that names concrete classes and that hands each module its own part of the options.
#pragma once

#include "server/options.h"

namespace rockpool {

// Serves until SIGTERM or SIGINT; once requests are answered it prints `READY http://HOST:PORT` on standard output. Throws what keeps it
// from starting: storage::CannotOpen, storage::NewerDatabase, storage::Unwritable, seed::SeedError, http::beast::ListenError or TlsError.
void Serve(const Options& options);

}  // namespace rockpool
