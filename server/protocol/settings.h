// What the server's options say to the protocol.
#pragma once

#include <chrono>
#include <string>

#include "server/http/origin.h"
#include "server/util/strings.h"

namespace rockpool::protocol {

struct Settings {
  std::string default_account = util::kNoAccount;
  std::string default_region = "us-east-1";
  bool require_sigv4 = false;
  http::TrustedSites trusted_sites;  // whose pages may call what AWS signs

  // For tests: an answer that breaks the model's shape, or an error that the model does not declare for the operation, becomes a fault.
  bool check_answers = false;

  // With check_answers: a call that runs here and takes more of its thread's CPU becomes a fault as well.
  std::chrono::milliseconds most_cpu_here{20};

  bool operator==(const Settings&) const = default;
};

}  // namespace rockpool::protocol
