#include "server/http/beast/client_stream.h"

#include <netdb.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "server/http/client.h"

namespace rockpool::http::beast {
namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

// A socket with an event loop of its own, which runs only while somebody waits.
class Wire {
 public:
  tcp::socket& socket() { return socket_; }

  // `start` begins one operation whose handler is the one it is given. Returns how it ended; throws FetchError if it did not.
  template <typename Start>
  std::pair<ErrorCode, std::size_t> Await(const TimeLimit& limit, Start start) {
    std::optional<std::pair<ErrorCode, std::size_t>> outcome;
    start([&outcome](const ErrorCode& ec, std::size_t bytes = 0) { outcome.emplace(ec, bytes); });
    context_.restart();
    context_.run_until(limit.until);
    if (!outcome) {
      ErrorCode ignored;
      socket_.close(ignored);
      context_.run();  // the handler must have been called before `outcome` goes
      throw FetchError(limit.passed, FetchError::Kind::kTimedOut);
    }
    return *outcome;
  }

  void Connect(const Destination& destination, Deadline until) {
    ErrorCode ec;
    const asio::ip::address address = asio::ip::make_address(destination.address, ec);
    if (!ec) {
      const tcp::endpoint endpoint(address, destination.port);
      const TimeLimit limit{until, "it could not be connected in time"};
      ec = Await(limit, [&](auto handler) { socket_.async_connect(endpoint, std::move(handler)); }).first;
    }
    if (ec) {
      throw FetchError("it cannot be connected: " + ec.message());
    }
  }

 private:
  asio::io_context context_{1};
  tcp::socket socket_{context_};
};

template <typename Stream>
void WriteAll(Wire& wire, Stream& stream, std::string_view bytes, const TimeLimit& limit) {
  const auto [ec, written] = wire.Await(limit, [&](auto handler) { asio::async_write(stream, asio::buffer(bytes), std::move(handler)); });
  if (ec) {
    throw FetchError("the connection broke: " + ec.message(), FetchError::Kind::kBroken);
  }
}

template <typename Stream>
std::size_t ReadSomeOf(Wire& wire, Stream& stream, std::span<char> space, const TimeLimit& limit) {
  const auto [ec, bytes] =
      wire.Await(limit, [&](auto handler) { stream.async_read_some(asio::buffer(space.data(), space.size()), std::move(handler)); });
  if (ec && ec != asio::error::eof) {
    throw FetchError("the connection broke: " + ec.message(), FetchError::Kind::kBroken);
  }
  return bytes;
}

class PlainStream final : public ClientStream {
 public:
  PlainStream(const Destination& destination, Deadline connected_by) { wire_.Connect(destination, connected_by); }

  void Write(std::string_view bytes, const TimeLimit& limit) override { WriteAll(wire_, wire_.socket(), bytes, limit); }
  std::size_t ReadSome(std::span<char> space, const TimeLimit& limit) override { return ReadSomeOf(wire_, wire_.socket(), space, limit); }

 private:
  Wire wire_;
};

class TlsStream final : public ClientStream {
 public:
  TlsStream(const Destination& destination, ssl::context& context, Deadline connected_by, const HandshakeTime& time)
      : stream_(wire_.socket(), context) {
    wire_.Connect(destination, connected_by);
    stream_.set_verify_callback(ssl::host_name_verification(destination.host));
    ErrorCode is_name;
    asio::ip::make_address(destination.host, is_name);
    if (is_name && SSL_set_tlsext_host_name(stream_.native_handle(), destination.host.c_str()) != 1) {  // RFC 6066: for names only
      throw FetchError("its name cannot be asked for in TLS");
    }
    const TimeLimit limit{std::min(std::chrono::steady_clock::now() + time.most, time.until), "there was no TLS handshake in time"};
    const auto [ec, none] =
        wire_.Await(limit, [&](auto handler) { stream_.async_handshake(ssl::stream_base::client, std::move(handler)); });
    if (ec) {
      throw FetchError("no trusted TLS connection: " + ec.message());
    }
  }

  void Write(std::string_view bytes, const TimeLimit& limit) override { WriteAll(wire_, stream_, bytes, limit); }
  std::size_t ReadSome(std::span<char> space, const TimeLimit& limit) override { return ReadSomeOf(wire_, stream_, space, limit); }

 private:
  Wire wire_;
  ssl::stream<tcp::socket&> stream_;
};

}  // namespace

std::unique_ptr<ClientStream> OpenPlain(const Destination& destination, Deadline connected_by) {
  return std::make_unique<PlainStream>(destination, connected_by);
}

std::unique_ptr<ClientStream> OpenTls(const Destination& destination, TlsTrust& trust, Deadline connected_by, const HandshakeTime& time) {
  return std::make_unique<TlsStream>(destination, trust.context(), connected_by, time);
}

namespace {

// How a look-up on another thread ended. A failure goes back as text: an exception that two threads hold ends in whichever lets go last,
// counted inside of the standard library where ThreadSanitizer cannot see it.
struct LookUp {
  std::vector<std::string> addresses;
  std::string failure;  // empty if there is none
};

LookUp Attempt(const Resolver& resolver, const std::string& host) {
  try {
    return {resolver(host), {}};
  } catch (const std::exception& error) {
    return {{}, error.what()};
  }
}

}  // namespace

std::vector<std::string> SystemResolve(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* raw = nullptr;
  if (const int error = getaddrinfo(host.c_str(), nullptr, &hints, &raw); error != 0) {
    throw FetchError(host + " cannot be found: " + gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> found(raw, &freeaddrinfo);

  std::vector<std::string> addresses;
  for (const addrinfo* entry = found.get(); entry != nullptr; entry = entry->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (getnameinfo(entry->ai_addr, entry->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0) {
      addresses.emplace_back(text.data());
    }
  }
  if (addresses.empty()) {
    throw FetchError(host + " has no address");
  }
  return addresses;
}

std::vector<std::string> ResolveBy(std::chrono::steady_clock::time_point deadline, const Resolver& resolver, const std::string& host) {
  std::packaged_task<LookUp()> look_up([resolver, host] { return Attempt(resolver, host); });
  std::future<LookUp> result = look_up.get_future();
  std::thread(std::move(look_up)).detach();
  if (result.wait_until(deadline) != std::future_status::ready) {
    throw FetchError(host + " could not be looked up in time", FetchError::Kind::kTimedOut);
  }
  LookUp found = result.get();
  if (!found.failure.empty()) {
    throw FetchError(found.failure);
  }
  return std::move(found.addresses);
}

}  // namespace rockpool::http::beast
