// Both ends of HTTP as bytes, over plain POSIX sockets on 127.0.0.1: a client that sends what no HTTP library would, and a server that
// answers what it is told to. Whatever does not happen within ten seconds throws.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace rockpool::support {

// A file descriptor that is closed by its destructor.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor();
  int get() const { return fd_; }

 private:
  int fd_;
};

struct RawResponse {
  std::string status_line;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  int status() const { return std::stoi(status_line.substr(9, 3)); }
};

class RawConnection {
 public:
  explicit RawConnection(std::uint16_t port);
  RawConnection(RawConnection&&) noexcept = default;
  virtual ~RawConnection() = default;

  virtual void Send(std::string_view bytes);

  // What it has sent is all: the server reads an end, and may still answer.
  void FinishSending();

  // Up to and with `end`.
  std::string ReadUntil(std::string_view end);

  // Header and, unless it answers HEAD, as many bytes of body as Content-Length says.
  RawResponse ReadResponse(bool with_body = true);

  // Whether anything has come that is not read yet. Waits for nothing.
  bool HasBytes() const;

  // Waits until the server has closed. False if it sends anything instead.
  bool IsClosed();

 protected:
  // Appends what has come; false at the end.
  virtual bool Receive(std::string& text);

  const Descriptor& socket() const { return socket_; }

 private:
  Descriptor socket_;
  std::string unread_;
};

class RawServer {
 public:
  // What is sent for a request, before the connection is closed; nullopt sends nothing and leaves it open. The request is its header and
  // as much body as Content-Length says.
  using Answer = std::function<std::optional<std::string>(const std::string& request)>;

  explicit RawServer(Answer answer);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  void Serve();

  Answer answer_;
  Descriptor listener_;
  std::uint16_t port_;
  std::vector<Descriptor> left_open_;
  std::thread thread_;
};

// A listening socket on 127.0.0.1 and a free port.
Descriptor ListenLocally();
std::uint16_t PortOf(const Descriptor& socket);

}  // namespace rockpool::support
