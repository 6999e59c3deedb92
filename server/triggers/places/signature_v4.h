// AWS's signatures of requests, Signature Version 4 (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
#pragma once

#include <string>

#include "server/http/client.h"
#include "server/util/clock.h"

namespace rockpool::triggers {

struct SigningCredentials {
  std::string access_key_id;
  std::string secret;
  std::string region;
  std::string service;  // "lambda"
};

// Adds X-Amz-Date and Authorization, which covers the request as it stands: its method, address, headers and body are not to be changed
// afterwards. For all services but S3. `now` is wall time. Throws std::runtime_error if OpenSSL fails.
void Sign(http::FetchRequest& request, const SigningCredentials& credentials, util::EpochMillis now);

}  // namespace rockpool::triggers
