#include "server/http/beast/stream.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <string>
#include <utility>

namespace rockpool::http::beast {
namespace {

namespace ssl = asio::ssl;

bool IsPlainHttp(const ErrorCode& ec) {
  const auto code = static_cast<unsigned long>(ec.value());
  return ec.category() == asio::error::get_ssl_category() && ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == SSL_R_HTTP_REQUEST;
}

}  // namespace

class Stream::Tls : public ssl::stream<tcp::socket&> {
  using ssl::stream<tcp::socket&>::stream;
};

Stream::Stream(tcp::socket socket, const TlsIdentity* identity)
    : socket_(std::move(socket)), tls_(identity == nullptr ? nullptr : std::make_unique<Tls>(socket_, identity->context())) {}

Stream::~Stream() = default;

asio::awaitable<Handshake> Stream::ShakeHands() {
  ErrorCode ec;
  co_await tls_->async_handshake(ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, ec));
  if (IsPlainHttp(ec)) {
    tls_.reset();
    co_return Handshake::kPlainHttp;
  }
  co_return ec ? Handshake::kFailed : Handshake::kDone;
}

asio::awaitable<std::size_t> Stream::ReadSome(std::span<char> space, ErrorCode& ec) {
  const auto buffer = asio::buffer(space.data(), space.size());
  return tls_ ? tls_->async_read_some(buffer, asio::redirect_error(asio::use_awaitable, ec))
              : socket_.async_read_some(buffer, asio::redirect_error(asio::use_awaitable, ec));
}

asio::awaitable<std::size_t> Stream::Write(std::string_view head, std::string_view body, ErrorCode& ec) {
  if (tls_) {
    return WriteTls(head, body, ec);
  }
  const std::array<asio::const_buffer, 2> bytes{asio::buffer(head), asio::buffer(body)};
  return asio::async_write(socket_, bytes, asio::redirect_error(asio::use_awaitable, ec));
}

// A short body goes in one piece with the head: TLS would make a record and a packet of each.
asio::awaitable<std::size_t> Stream::WriteTls(std::string_view head, std::string_view body, ErrorCode& ec) {
  constexpr std::size_t kShort = 16UL * 1024;
  std::string first(head);
  if (body.size() <= kShort) {
    first.append(body);
    body = {};
  }
  const std::array<asio::const_buffer, 2> bytes{asio::buffer(first), asio::buffer(body)};
  co_return co_await asio::async_write(*tls_, bytes, asio::redirect_error(asio::use_awaitable, ec));
}

asio::awaitable<void> Stream::FinishWriting() {
  if (tls_ && SSL_is_init_finished(tls_->native_handle()) == 1) {
    co_await SayGoodbye();
  }
  ErrorCode ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

// The client's own goodbye is not waited for: OpenSSL is told that it had come, and then only sends ours.
asio::awaitable<void> Stream::SayGoodbye() {
  ErrorCode ignored;
  SSL_set_shutdown(tls_->native_handle(), SSL_RECEIVED_SHUTDOWN);
  co_await tls_->async_shutdown(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<std::size_t> Stream::Discard(std::span<char> space, ErrorCode& ec) {
  return socket_.async_read_some(asio::buffer(space.data(), space.size()), asio::redirect_error(asio::use_awaitable, ec));
}

}  // namespace rockpool::http::beast
