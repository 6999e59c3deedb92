#include "server/http/beast/client_stream.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <optional>
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
  explicit Wire(std::stop_token stop) : stop_(std::move(stop)) {}

  tcp::socket& socket() { return socket_; }

  // `start` begins one operation whose handler is the one it is given. Returns how it ended; throws FetchError if it did not.
  template <typename Start>
  std::pair<ErrorCode, std::size_t> Await(const TimeLimit& limit, Start start) {
    std::optional<std::pair<ErrorCode, std::size_t>> outcome;
    start([&outcome](const ErrorCode& ec, std::size_t bytes = 0) { outcome.emplace(ec, bytes); });
    context_.restart();
    {
      const std::stop_callback wake(stop_, [this] { context_.stop(); });  // at once, if it was stopped before
      context_.run_until(limit.until);
    }
    if (!outcome) {
      ErrorCode ignored;
      socket_.close(ignored);
      context_.restart();
      context_.run();  // the handler must have been called before `outcome` goes
      if (stop_.stop_requested()) {
        throw FetchError(kStopped);
      }
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
  const std::stop_token stop_;
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
  PlainStream(const Destination& destination, Deadline connected_by, std::stop_token stop) : wire_(std::move(stop)) {
    wire_.Connect(destination, connected_by);
  }

  void Write(std::string_view bytes, const TimeLimit& limit) override { WriteAll(wire_, wire_.socket(), bytes, limit); }
  std::size_t ReadSome(std::span<char> space, const TimeLimit& limit) override { return ReadSomeOf(wire_, wire_.socket(), space, limit); }

 private:
  Wire wire_;
};

class TlsStream final : public ClientStream {
 public:
  TlsStream(const Destination& destination, ssl::context& context, Deadline connected_by, const HandshakeTime& time, std::stop_token stop)
      : wire_(std::move(stop)), stream_(wire_.socket(), context) {
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

std::unique_ptr<ClientStream> OpenPlain(const Destination& destination, Deadline connected_by, std::stop_token stop) {
  return std::make_unique<PlainStream>(destination, connected_by, std::move(stop));
}

std::unique_ptr<ClientStream> OpenTls(const Destination& destination, TlsTrust& trust, Deadline connected_by, const HandshakeTime& time,
                                      std::stop_token stop) {
  return std::make_unique<TlsStream>(destination, trust.context(), connected_by, time, std::move(stop));
}

}  // namespace rockpool::http::beast
