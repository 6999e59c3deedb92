// The bytes of one accepted connection, plain or through TLS: the session above sees no difference. Knows nothing of HTTP or time.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "server/http/beast/asio.h"
#include "server/http/beast/tls_contexts.h"

namespace rockpool::http::beast {

enum class Handshake {
  kDone,
  kFailed,
  kPlainHttp,  // the client spoke HTTP instead: the stream is plain from here on, so that it can be told, and its request is lost
};

// Used by one thread, one operation at a time, and lives until that has ended. When the socket is cancelled or closed, the operation
// that waits for it ends with an error.
class Stream {
 public:
  // Plain without an `identity`, which outlives the stream.
  Stream(tcp::socket socket, const TlsIdentity* identity);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  // For its options, limits of time and its end.
  tcp::socket& socket() { return socket_; }

  bool is_tls() const { return tls_ != nullptr; }

  // The first operation if is_tls().
  asio::awaitable<Handshake> ShakeHands();

  // At least one byte, or an error; `ec` is asio::error::eof or one of TLS at the end. What is passed lives until it has ended.
  asio::awaitable<std::size_t> ReadSome(std::span<char> space, ErrorCode& ec);
  asio::awaitable<std::size_t> Write(std::string_view head, std::string_view body, ErrorCode& ec);

  // Tells the client that nothing more comes. Errors are no concern: what follows is the end.
  asio::awaitable<void> FinishWriting();

  // As ReadSome, but of what only came to be thrown away: through TLS it stays encrypted.
  asio::awaitable<std::size_t> Discard(std::span<char> space, ErrorCode& ec);

 private:
  class Tls;

  asio::awaitable<std::size_t> WriteTls(std::string_view head, std::string_view body, ErrorCode& ec);
  asio::awaitable<void> SayGoodbye();

  tcp::socket socket_;
  std::unique_ptr<Tls> tls_;
};

}  // namespace rockpool::http::beast
