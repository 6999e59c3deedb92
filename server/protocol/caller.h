// Who calls, as the SigV4 header says it. The signature itself is not verified: every key is welcome.
#pragma once

#include <string>

#include "server/api/operation.h"
#include "server/http/message.h"
#include "server/protocol/settings.h"

namespace rockpool::protocol {

struct Caller {
  std::string account;  // the access key id where it is twelve digits, else the default account
  std::string region;   // of the credential scope, else the default region
};

// With Settings::require_sigv4 an operation that AWS signs throws MissingAuthenticationTokenException without the header and
// IncompleteSignatureException with an unfinished one. Otherwise a header that makes no sense counts as none.
Caller CallerOf(const http::Headers& headers, const api::Operation& operation, const Settings& settings);

}  // namespace rockpool::protocol
