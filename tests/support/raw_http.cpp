#include "tests/support/raw_http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>
#include <utility>

namespace rockpool::support {
namespace {

constexpr int kPatienceMs = 10000;

void Check(bool good, const char* what) {
  if (!good) {
    throw std::runtime_error(std::string("raw HTTP: ") + what);
  }
}

sockaddr_in Local(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

int NewSocket() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  Check(fd >= 0, "no socket");
  return fd;
}

void Await(int fd, short events) {
  pollfd waited{fd, events, 0};
  Check(poll(&waited, 1, kPatienceMs) == 1, "nothing happened for ten seconds");
}

void SendAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    Await(fd, POLLOUT);
    const ssize_t sent = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    Check(sent > 0, "the other end does not take what is sent");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

// Appends what has come; false at the end of the connection, be it orderly or not.
bool ReceiveInto(int fd, std::string& text) {
  Await(fd, POLLIN);
  std::array<char, 65536> space{};
  const ssize_t received = recv(fd, space.data(), space.size(), 0);
  if (received <= 0) {
    return false;
  }
  text.append(space.data(), static_cast<std::size_t>(received));
  return true;
}

bool IsWhole(const std::string& request) {
  constexpr std::string_view kLength = "\r\nContent-Length: ";
  const std::size_t header_end = request.find("\r\n\r\n");
  const std::size_t length = request.find(kLength);
  if (header_end == std::string::npos || length > header_end) {
    return header_end != std::string::npos;
  }
  return request.size() - header_end - 4 >= std::stoul(request.substr(length + kLength.size()));
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) {
    close(fd_);
  }
}

Descriptor ListenLocally() {
  Descriptor listener(NewSocket());
  const sockaddr_in address = Local(0);
  Check(bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "no free port");
  Check(listen(listener.get(), 16) == 0, "cannot listen");
  return listener;
}

std::uint16_t PortOf(const Descriptor& socket) {
  sockaddr_in address{};
  socklen_t length = sizeof address;
  Check(getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &length) == 0, "no port");
  return ntohs(address.sin_port);
}

RawConnection::RawConnection(std::uint16_t port) : socket_(NewSocket()) {
  const sockaddr_in address = Local(port);
  Check(connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "cannot connect");
}

void RawConnection::Send(std::string_view bytes) { SendAll(socket_.get(), bytes); }

void RawConnection::FinishSending() { Check(shutdown(socket_.get(), SHUT_WR) == 0, "cannot end"); }

bool RawConnection::Receive(std::string& text) { return ReceiveInto(socket_.get(), text); }

std::string RawConnection::ReadUntil(std::string_view end) {
  std::size_t found = unread_.find(end);
  while (found == std::string::npos) {
    Check(Receive(unread_), "the connection ended early");
    found = unread_.find(end);
  }
  std::string text = unread_.substr(0, found + end.size());
  unread_.erase(0, text.size());
  return text;
}

RawResponse RawConnection::ReadResponse(bool with_body) {
  RawResponse response;
  response.status_line = ReadUntil("\r\n");
  for (std::string line = ReadUntil("\r\n"); line != "\r\n"; line = ReadUntil("\r\n")) {
    const std::size_t colon = line.find(": ");
    Check(colon != std::string::npos, "a header without a colon");
    std::string name = line.substr(0, colon);
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    response.headers[name] = line.substr(colon + 2, line.size() - colon - 4);
  }
  const std::size_t length = with_body ? std::stoul(response.headers.at("content-length")) : 0;
  while (unread_.size() < length) {
    Check(Receive(unread_), "the body ended early");
  }
  response.body = unread_.substr(0, length);
  unread_.erase(0, length);
  return response;
}

bool RawConnection::HasBytes() const {
  char byte = 0;
  return !unread_.empty() || recv(socket_.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

bool RawConnection::IsClosed() { return unread_.empty() && !Receive(unread_); }

RawServer::RawServer(Answer answer)
    : answer_(std::move(answer)), listener_(ListenLocally()), port_(PortOf(listener_)), thread_([this] { Serve(); }) {}

RawServer::~RawServer() {
  shutdown(listener_.get(), SHUT_RDWR);
  thread_.join();
}

void RawServer::Serve() {
  for (;;) {
    Descriptor connection(accept(listener_.get(), nullptr, nullptr));
    if (connection.get() < 0) {
      return;
    }
    std::string request;
    while (!IsWhole(request) && ReceiveInto(connection.get(), request)) {
    }
    const std::optional<std::string> answer = answer_(request);
    if (answer) {
      send(connection.get(), answer->data(), answer->size(), MSG_NOSIGNAL);
    } else {
      left_open_.push_back(std::move(connection));
    }
  }
}

}  // namespace rockpool::support
