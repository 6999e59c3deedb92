// Whose certificates the client believes.
#pragma once

#include <memory>
#include <string>

namespace boost::asio::ssl {
class context;
}

namespace rockpool::http::beast {

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
