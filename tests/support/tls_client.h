// The client's end of HTTP as bytes, through TLS, over OpenSSL alone.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tests/support/raw_http.h"

namespace rockpool::support {

struct TlsClient {
  std::string trusted;                         // certificates as PEM text; the server's must be signed by one of them
  std::string host = "localhost";              // whom the certificate must be for: a name or an IP address
  std::string protocols;                       // what ALPN offers, each after a byte with its length; none: no ALPN
  int newest_version = TLS1_3_VERSION;         // the newest TLS that it speaks
  std::string ciphers = "DEFAULT@SECLEVEL=0";  // below TLS 1.3
};

class TlsConnection final : public RawConnection {
 public:
  // Connects and shakes hands. Throws std::runtime_error with OpenSSL's reason if that fails.
  TlsConnection(std::uint16_t port, const TlsClient& client);

  void Send(std::string_view bytes) override;

  std::string Version() const { return SSL_get_version(tls_.get()); }
  std::string Cipher() const { return SSL_get_cipher_name(tls_.get()); }
  std::string Protocol() const;  // what ALPN chose

  // Asks for new keys in the way of TLS 1.2; whether the server agreed.
  bool Renegotiate() { return SSL_renegotiate(tls_.get()) == 1 && SSL_do_handshake(tls_.get()) == 1; }

  // Whether the server has said that nothing more comes, as far as was read.
  bool WasToldTheEnd() const { return (SSL_get_shutdown(tls_.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }

 protected:
  bool Receive(std::string& text) override;

 private:
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> tls_;
};

}  // namespace rockpool::support
