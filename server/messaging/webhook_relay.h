// Posts messages to a web server.
#pragma once

#include "server/http/client.h"
#include "server/http/url.h"
#include "server/messaging/relay.h"

namespace rockpool::messaging {

// Every message, as JsonOf writes it; what has an answer of 2xx is delivered.
class WebhookRelay final : public Relay {
 public:
  // `client` outlives it.
  WebhookRelay(http::Client& client, http::Url url) : client_(client), url_(std::move(url)) {}

  std::string_view name() const override { return "webhook"; }
  bool Takes(const storage::Message& /*message*/) const override { return true; }
  void Deliver(const Outgoing& outgoing, const std::stop_token& stop) override;

 private:
  http::Client& client_;
  const http::Url url_;
};

}  // namespace rockpool::messaging
