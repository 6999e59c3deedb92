// What the answers of a Lambda Invoke API and of a webhook mean.
#pragma once

#include "server/http/client.h"
#include "server/triggers/invoker.h"

namespace rockpool::triggers {

// Of POST /2015-03-31/functions/{name}/invocations: a function error is a 2xx with X-Amz-Function-Error, or one that has errorMessage and
// errorType and no response, which is how the Lambda runtime interface emulator says it. Of any other status the type of the error is that
// of X-Amzn-ErrorType or `__type`, or else the one that Lambda has for the status.
Outcome OutcomeOfLambda(http::FetchResponse response);

// Of a webhook: the body of a 2xx is what the function returns. With any other status {"errorMessage": "..."} is what a function throws,
// and everything else is a function that could not be called, with the type that Lambda has for the status.
Outcome OutcomeOfWebhook(http::FetchResponse response);

// Of an answer longer than kMaxAnswerBytes, from either: what Lambda says of one.
Outcome OutcomeOfLongAnswer();

// Of one that there is no memory for: one that cannot be read, and why.
Outcome OutcomeWithoutRoom();

// Of what a function returns (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html): 6 MB, and what Lambda adds.
inline constexpr std::size_t kMaxAnswerBytes = 6UL * 1024 * 1024 + 100;

}  // namespace rockpool::triggers
