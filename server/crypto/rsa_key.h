// An RSA key pair of 2048 bits. What is signed or encrypted with it is the business of others in this folder.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

struct evp_pkey_st;  // OpenSSL's EVP_PKEY, whose headers stay inside this folder

namespace rockpool::crypto {

// Throws std::runtime_error where OpenSSL fails. Reading one key from several threads is safe.
class RsaKey {
 public:
  // Takes 0.2 to 0.8 s of a processor: see KeyStock.
  static RsaKey Generate();

  // nullopt if `stop` was requested meanwhile, within milliseconds of the request.
  static std::optional<RsaKey> Generate(const std::stop_token& stop);

  // Reads what ToPem wrote. Throws std::runtime_error for anything but an unencrypted private RSA key of 2048 bits; the text says nothing
  // of the content.
  static RsaKey FromPem(std::string_view pem);

  // The private key as unencrypted PKCS#8: a secret.
  std::string ToPem() const;

  // For this folder alone; belongs to this object.
  evp_pkey_st* native() const { return key_.get(); }

 private:
  struct Deleter {
    void operator()(evp_pkey_st* key) const;
  };

  explicit RsaKey(evp_pkey_st* key) : key_(key) {}

  std::unique_ptr<evp_pkey_st, Deleter> key_;
};

}  // namespace rockpool::crypto
