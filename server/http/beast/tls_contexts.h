// The two sides of TLS: who the server says it is, and whose certificates the client believes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace boost::asio::ssl {
class context;
}

namespace rockpool::http::beast {

// Who the server says it is in TLS: its certificates and its key, checked and ready for handshakes, and which TLS is spoken at all.

struct TlsCertificate {
  std::string certificate_pem;
  std::string key_pem;
};

struct TlsSettings {
  std::uint16_t port = 0;                     // 0 takes a free one
  std::string certificate_pem;                // the server's own, then those that lead to one that clients trust
  std::string key_pem;                        // unencrypted, of the first certificate
  std::string certificate_source = "memory";  // where they come from, for the sentence of an error
  std::string key_source = "memory";

  // May be empty. Another certificate for the host that a client names (RFC 6066, 3; in lower case), or nullopt for the usual one. I/O
  // threads ask within a handshake: it takes a millisecond at most. What it gives is remembered, and what it throws means the usual one.
  std::function<std::optional<TlsCertificate>(const std::string& host)> certify = nullptr;
};

// The message is one sentence for the person who starts the server, without anything of the key.
class TlsError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// TLS 1.2 and 1.3, with forward secrecy and authenticated encryption only; no renegotiation. HTTP/1.1 is what ALPN agrees on. Any
// thread may begin a handshake with it.
class TlsIdentity {
 public:
  // Throws TlsError for what is no certificate or key, and for those that do not belong together.
  explicit TlsIdentity(const TlsSettings& settings);
  ~TlsIdentity();
  TlsIdentity(const TlsIdentity&) = delete;
  TlsIdentity& operator=(const TlsIdentity&) = delete;

  boost::asio::ssl::context& context() const { return *context_; }

 private:
  class ByHost;

  const std::unique_ptr<ByHost> by_host_;  // outlives the context, which points to it; null if there is one certificate alone
  std::unique_ptr<boost::asio::ssl::context> context_;
};

// Whose certificates the client believes.

// The system's authorities, or those that SSL_CERT_FILE and SSL_CERT_DIR name, and beside them certificates of one's own. TLS 1.2 and 1.3.
// Any thread may use it.
class TlsTrust {
 public:
  // `trusted_pem` has one certificate or more, each trusted as it is: an authority, one between, or that of a single server; empty for
  // none. `source` is where they come from, for the sentence of an error. Throws TlsError if anything of it cannot be read.
  explicit TlsTrust(const std::string& trusted_pem = "", const std::string& source = "memory");
  ~TlsTrust();
  TlsTrust(const TlsTrust&) = delete;
  TlsTrust& operator=(const TlsTrust&) = delete;

  // The system's are read when the first connection needs them, since that takes 40 ms.
  boost::asio::ssl::context& context();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rockpool::http::beast
