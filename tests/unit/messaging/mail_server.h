// A mail server on 127.0.0.1 that keeps what it is sent, and says what a test wants it to say.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/raw_http.h"

namespace rockpool::support {

class MailServer {
 public:
  // `reply_to_rcpt` is the whole line without its end.
  explicit MailServer(std::string reply_to_rcpt = "250 OK");
  ~MailServer();
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;

  std::string Url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }

  // All lines that came, commands and mails, as they came and without their ends.
  std::vector<std::string> Lines() const;

 private:
  void Serve();
  void Talk(int connection);

  const std::string reply_to_rcpt_;
  Descriptor listener_;
  std::uint16_t port_;
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
  std::thread thread_;
};

}  // namespace rockpool::support
