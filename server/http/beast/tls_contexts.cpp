#include "server/http/beast/tls_contexts.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <boost/asio/ssl/context.hpp>
#include <limits>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "server/util/log.h"
#include "server/util/strings.h"
#include "server/util/thread_safety.h"

namespace rockpool::http::beast {
namespace {

namespace ssl = boost::asio::ssl;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

// What TLS 1.2 may use; all suites of TLS 1.3 are of this kind.
constexpr const char* kTls12Ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr std::string_view kHttp11 = "\x08http/1.1";  // the length, then the name (RFC 7301, 3.1)

// Without it OpenSSL asks the terminal for the passphrase of an encrypted key.
int NoPassphrase(char*, int, int, void*) { return -1; }

[[noreturn]] void Refuse(const std::string& sentence) {
  ERR_clear_error();
  throw TlsError(sentence);
}

Key KeyIn(const std::string& pem) {
  if (pem.size() > std::numeric_limits<int>::max()) {
    return {nullptr, &EVP_PKEY_free};
  }
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free_all);
  return {PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr), &EVP_PKEY_free};
}

// A client that offers protocols, and HTTP/1.1 is none of them, could not read any answer.
int ChooseHttp11(SSL*, const unsigned char** chosen, unsigned char* chosen_length, const unsigned char* offered, unsigned offered_length,
                 void*) {
  unsigned char* common = nullptr;
  const auto* ours = reinterpret_cast<const unsigned char*>(kHttp11.data());
  const int found = SSL_select_next_proto(&common, chosen_length, ours, kHttp11.size(), offered, offered_length);
  *chosen = common;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

void Use(ssl::context& context, const TlsSettings& settings) {
  boost::system::error_code ec;
  context.use_certificate_chain(boost::asio::buffer(settings.certificate_pem), ec);
  if (ec) {
    const bool unread = ec.value() == ERR_R_PEM_LIB;
    Refuse(unread ? "There is no readable certificate in PEM in " + settings.certificate_source + "."
                  : "The certificate in " + settings.certificate_source + " cannot be used for TLS: " + ec.message() + ".");
  }
  const Key key = KeyIn(settings.key_pem);
  if (key == nullptr) {
    Refuse("There is no readable private key without passphrase in PEM in " + settings.key_source + ".");
  }
  // A key of another type is taken without a word, and only the check finds that it has no certificate.
  SSL_CTX* native = context.native_handle();
  if (SSL_CTX_use_PrivateKey(native, key.get()) != 1 || SSL_CTX_check_private_key(native) != 1) {
    Refuse("The private key in " + settings.key_source + " does not belong to the certificate in " + settings.certificate_source + ".");
  }
}

}  // namespace

// The certificates of hosts, made when a client first names them.
class TlsIdentity::ByHost {
 public:
  using Certify = decltype(TlsSettings::certify);

  explicit ByHost(Certify certify) : certify_(std::move(certify)) {}

  // Of SSL_CTX_set_cert_cb; `self` is a ByHost. 1: go on, with the context's own certificate if nothing was set.
  static int Choose(SSL* connection, void* self) noexcept {
    const char* host = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
    if (host != nullptr) {
      try {
        static_cast<ByHost*>(self)->Use(connection, util::LowerCase(host));
      } catch (const std::exception& error) {
        util::Log(util::LogLevel::kWarning, "no certificate could be made for a host", {{"error", error.what()}});
      }
      ERR_clear_error();
    }
    return 1;
  }

 private:
  static constexpr std::size_t kMostHosts = 256;

  struct Parts {
    Certificate certificate{nullptr, &X509_free};
    Key key{nullptr, &EVP_PKEY_free};
  };

  void Use(SSL* connection, const std::string& host) {
    const util::LockGuard lock(mutex_);
    auto known = made_.find(host);
    if (known == made_.end()) {
      const auto pem = certify_(host);
      if (!pem) {
        return;
      }
      if (made_.size() >= kMostHosts) {
        made_.clear();
      }
      known = made_.emplace(host, Read(*pem)).first;
    }
    SSL_use_certificate(connection, known->second.certificate.get());
    SSL_use_PrivateKey(connection, known->second.key.get());
  }

  static Parts Read(const TlsCertificate& pem) {
    const Bio bio(BIO_new_mem_buf(pem.certificate_pem.data(), static_cast<int>(pem.certificate_pem.size())), &BIO_free_all);
    Parts parts{{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), &X509_free}, KeyIn(pem.key_pem)};
    if (parts.certificate == nullptr || parts.key == nullptr) {
      throw TlsError("the certificate or its key is none");
    }
    return parts;
  }

  const Certify certify_;
  util::Mutex mutex_;
  std::map<std::string, Parts, std::less<>> made_ ROCKPOOL_GUARDED_BY(mutex_);
};

TlsIdentity::TlsIdentity(const TlsSettings& settings)
    : by_host_(settings.certify ? std::make_unique<ByHost>(settings.certify) : nullptr),
      context_(std::make_unique<ssl::context>(ssl::context::tls_server)) {
  SSL_CTX* native = context_->native_handle();
  SSL_CTX_set_default_passwd_cb(native, NoPassphrase);
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);  // tickets do it without memory that grows with the clients
  if (SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) != 1 || SSL_CTX_set_cipher_list(native, kTls12Ciphers) != 1) {
    Refuse("This OpenSSL has no TLS 1.2 with the ciphers that the server speaks.");
  }
  SSL_CTX_set_alpn_select_cb(native, ChooseHttp11, nullptr);
  Use(*context_, settings);
  if (by_host_) {
    SSL_CTX_set_cert_cb(native, &ByHost::Choose, by_host_.get());
  }
}

TlsIdentity::~TlsIdentity() = default;

namespace {

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
