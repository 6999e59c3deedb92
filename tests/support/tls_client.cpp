#include "tests/support/tls_client.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace rockpool::support {
namespace {

[[noreturn]] void Fail(const char* what) {
  const char* reason = ERR_reason_error_string(ERR_peek_error());
  const std::string sentence = std::string("TLS client: ") + what + ": " + (reason == nullptr ? "no reason" : reason);
  ERR_clear_error();
  throw std::runtime_error(sentence);
}

void Trust(SSL_CTX* context, const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), &X509_free);
  if (certificate == nullptr || X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate.get()) != 1) {
    Fail("no certificate to trust");
  }
}

void GiveUpAfterTenSeconds(int socket) {
  const timeval patience{10, 0};
  setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

void Expect(SSL* tls, const std::string& host) {
  X509_VERIFY_PARAM* parameters = SSL_get0_param(tls);
  if (X509_VERIFY_PARAM_set1_ip_asc(parameters, host.c_str()) == 1) {
    return;
  }
  ERR_clear_error();
  SSL_set1_host(tls, host.c_str());
  SSL_set_tlsext_host_name(tls, host.c_str());
}

}  // namespace

TlsConnection::TlsConnection(std::uint16_t port, const TlsClient& client)
    : RawConnection(port), context_(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free), tls_(nullptr, &SSL_free) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to a server that has hung up
  GiveUpAfterTenSeconds(socket().get());
  SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context_.get(), client.newest_version);
  SSL_CTX_set_cipher_list(context_.get(), client.ciphers.c_str());
  Trust(context_.get(), client.trusted);
  tls_.reset(SSL_new(context_.get()));
  if (!client.protocols.empty()) {
    const auto* protocols = reinterpret_cast<const unsigned char*>(client.protocols.data());
    SSL_set_alpn_protos(tls_.get(), protocols, static_cast<unsigned>(client.protocols.size()));
  }
  Expect(tls_.get(), client.host);
  SSL_set_fd(tls_.get(), socket().get());
  ERR_clear_error();
  if (SSL_connect(tls_.get()) != 1) {
    Fail("no handshake");
  }
}

void TlsConnection::Send(std::string_view bytes) {
  ERR_clear_error();
  if (SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size())) != static_cast<int>(bytes.size())) {
    Fail("the other end does not take what is sent");
  }
}

std::string TlsConnection::Protocol() const {
  const unsigned char* protocol = nullptr;
  unsigned length = 0;
  SSL_get0_alpn_selected(tls_.get(), &protocol, &length);
  return {reinterpret_cast<const char*>(protocol), length};
}

bool TlsConnection::Receive(std::string& text) {
  std::array<char, 65536> space{};
  ERR_clear_error();
  const int received = SSL_read(tls_.get(), space.data(), static_cast<int>(space.size()));
  if (received <= 0 && SSL_get_error(tls_.get(), received) == SSL_ERROR_WANT_READ) {
    Fail("nothing happened for ten seconds");
  }
  text.append(space.data(), received > 0 ? static_cast<std::size_t>(received) : 0);
  return received > 0;
}

}  // namespace rockpool::support
