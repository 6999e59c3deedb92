// An https server on 127.0.0.1 with a certificate that it signed itself.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>
#include <thread>

#include "tests/support/raw_http.h"

namespace rockpool::support {

class TlsServer {
 public:
  // The certificate is for `host`; every connection whose handshake succeeds is sent `answer` after its request.
  TlsServer(const std::string& host, std::string answer);
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  std::uint16_t port() const { return port_; }

  // The certificate as PEM text, for whoever is to trust it.
  const std::string& certificate() const { return certificate_; }

 private:
  void Serve();
  void ServeOne(int connection);

  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::string answer_;
  std::string certificate_;
  Descriptor listener_;
  std::uint16_t port_;
  std::thread thread_;
};

}  // namespace rockpool::support
