// What a Lambda Invoke API and a webhook are sent.
#pragma once

#include <chrono>

#include "server/http/client.h"
#include "server/triggers/invoker.h"
#include "server/util/clock.h"

namespace rockpool::triggers {

// POST {endpoint}/2015-03-31/functions/{name}/invocations, with the ARN's qualifier in the query, signed for the region and account of the
// ARN. By its name alone, since serverless-offline and SAM's local Lambda know no ARNs (github.com/aws/aws-sam-cli/issues/8289). An
// endpoint that is such an address itself is taken as it is: for the runtime interface emulator every function is named `function`. `now`
// is wall time. Throws std::runtime_error if OpenSSL fails.
http::FetchRequest RequestToLambda(const http::Url& endpoint, const Invocation& invocation, std::chrono::milliseconds time,
                                   util::EpochMillis now);

// The event, by POST.
http::FetchRequest RequestToWebhook(const http::Url& webhook, const Invocation& invocation, std::chrono::milliseconds time);

}  // namespace rockpool::triggers
