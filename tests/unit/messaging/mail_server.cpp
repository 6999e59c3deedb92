#include "tests/unit/messaging/mail_server.h"

#include <sys/socket.h>
#include <unistd.h>

#include <optional>
#include <string_view>
#include <utility>

namespace rockpool::support {
namespace {

bool Say(int connection, const std::string& reply) {
  const std::string line = reply + "\r\n";
  return send(connection, line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size());
}

std::optional<std::string> ReadLine(int connection) {
  std::string line;
  char c = 0;
  while (recv(connection, &c, 1, 0) == 1) {
    line += c;
    if (line.ends_with("\r\n")) return line.substr(0, line.size() - 2);
  }
  return std::nullopt;
}

}  // namespace

MailServer::MailServer(std::string reply_to_rcpt)
    : reply_to_rcpt_(std::move(reply_to_rcpt)), listener_(ListenLocally()), port_(PortOf(listener_)), thread_([this] { Serve(); }) {}

MailServer::~MailServer() {
  shutdown(listener_.get(), SHUT_RDWR);
  thread_.join();
}

std::vector<std::string> MailServer::Lines() const {
  const std::lock_guard lock(mutex_);
  return lines_;
}

void MailServer::Serve() {
  while (true) {
    const Descriptor connection(accept(listener_.get(), nullptr, nullptr));
    if (connection.get() < 0) return;
    Talk(connection.get());
  }
}

void MailServer::Talk(int connection) {
  bool in_mail = false;
  Say(connection, "220 test");
  while (const auto line = ReadLine(connection)) {
    {
      const std::lock_guard lock(mutex_);
      lines_.push_back(*line);
    }
    if (in_mail) {
      in_mail = *line != ".";
      if (!in_mail) Say(connection, "250 OK");
    } else if (line->starts_with("RCPT")) {
      Say(connection, reply_to_rcpt_);
    } else if (*line == "DATA") {
      in_mail = true;
      Say(connection, "354 go on");
    } else if (*line == "QUIT") {
      Say(connection, "221 bye");
      return;
    } else {
      Say(connection, "250 OK");
    }
  }
}

}  // namespace rockpool::support
