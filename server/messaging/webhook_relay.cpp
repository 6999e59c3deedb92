#include "server/messaging/webhook_relay.h"

#include "server/messaging/message_json.h"

namespace rockpool::messaging {

void WebhookRelay::Deliver(const Outgoing& outgoing, const std::stop_token& /*stop*/) {
  constexpr int kTooManyRequests = 429;
  constexpr std::size_t kMaxAnswerBytes = 64UL * 1024;
  http::FetchRequest request;
  request.method = "POST";
  request.url = url_;
  request.headers.Add("Content-Type", "application/json");
  request.body = JsonOf(outgoing.message);
  request.times = {kRelayTime, kRelayTime, kRelayTime, kRelayTime, kRelayTime};
  request.max_body_bytes = kMaxAnswerBytes;
  int status = 0;
  try {
    status = client_.Fetch(request).status;
  } catch (const http::FetchError& error) {
    throw RelayError(error.what(), RelayError::Kind::kPassing);
  }
  if (status < 200 || status > 299) {
    const bool is_passing = status >= 500 || status == kTooManyRequests;
    throw RelayError("status " + std::to_string(status), is_passing ? RelayError::Kind::kPassing : RelayError::Kind::kLasting);
  }
}

}  // namespace rockpool::messaging
