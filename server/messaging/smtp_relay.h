// Hands e-mails to a mail server, such as one that shows them to the developer (Mailpit, MailHog).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/messaging/relay.h"
#include "server/util/clock.h"
#include "server/util/random.h"

namespace rockpool::messaging {

// By libcurl, in plain text: without TLS and without a name and password. An address that is none (white space, control characters, angle
// brackets) is refused and never sent.
class SmtpRelay final : public Relay {
 public:
  // `url` is smtp://host:port. The doors outlive it. Throws std::runtime_error if libcurl cannot be had.
  SmtpRelay(std::string url, const util::WallClock& wall_clock, util::Random& random);

  std::string_view name() const override { return "smtp"; }
  bool Takes(const storage::Message& message) const override { return message.medium == "EMAIL"; }
  void Deliver(const Outgoing& outgoing, const std::stop_token& stop) override;

 private:
  const std::string url_;
  const util::WallClock& wall_clock_;
  util::Random& random_;
};

}  // namespace rockpool::messaging
