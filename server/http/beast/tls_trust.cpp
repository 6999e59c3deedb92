#include "server/http/beast/tls_trust.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <boost/asio/ssl/context.hpp>
#include <limits>
#include <mutex>
#include <utility>
#include <vector>

#include "server/http/beast/tls_identity.h"

namespace rockpool::http::beast {
namespace {

namespace ssl = boost::asio::ssl;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

// All certificates of the text, which may have other things between them; none if one of them is broken.
std::vector<Certificate> CertificatesIn(const std::string& pem) {
  std::vector<Certificate> certificates;
  if (pem.size() > std::numeric_limits<int>::max()) {
    return certificates;
  }
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free_all);
  while (true) {
    Certificate certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), &X509_free);
    if (certificate == nullptr) {
      break;
    }
    certificates.push_back(std::move(certificate));
  }
  if (const unsigned long error = ERR_peek_last_error();
      ERR_GET_LIB(error) != ERR_LIB_PEM || ERR_GET_REASON(error) != PEM_R_NO_START_LINE) {
    certificates.clear();
  }
  ERR_clear_error();
  return certificates;
}

}  // namespace

class TlsTrust::Impl {
 public:
  explicit Impl(std::vector<Certificate> own) : own_(std::move(own)) {}

  ssl::context& context() {
    std::call_once(loaded_, [this] { Load(); });
    return context_;
  }

 private:
  void Load() {
    context_.set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
    boost::system::error_code none;
    context_.set_default_verify_paths(none);  // a system without authorities trusts nobody, or the own ones alone
    context_.set_verify_mode(ssl::verify_peer);
    SSL_CTX* native = context_.native_handle();
    for (const Certificate& certificate : own_) {
      X509_STORE_add_cert(SSL_CTX_get_cert_store(native), certificate.get());
    }
    if (!own_.empty()) {
      // Without it a chain must end at a certificate that signed itself.
      X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(native), X509_V_FLAG_PARTIAL_CHAIN);
    }
    ERR_clear_error();
  }

  const std::vector<Certificate> own_;
  std::once_flag loaded_;
  ssl::context context_{ssl::context::tls_client};
};

TlsTrust::TlsTrust(const std::string& trusted_pem, const std::string& source) {
  std::vector<Certificate> own;
  if (!trusted_pem.empty()) {
    own = CertificatesIn(trusted_pem);
    if (own.empty()) {
      throw TlsError("There is no readable certificate in PEM in " + source + ", or one of several is broken.");
    }
  }
  impl_ = std::make_unique<Impl>(std::move(own));
}

TlsTrust::~TlsTrust() = default;

ssl::context& TlsTrust::context() { return impl_->context(); }

}  // namespace rockpool::http::beast
