// A private key on P-256, as Apple hands them out, and its signatures, which JOSE calls ES256.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace rockpool::crypto {

class EcKey {
 public:
  // Unencrypted PKCS#8: with the lines of PEM around it, or its base64 alone (AWS takes both; white space is passed over). nullopt for
  // anything but a P-256 key.
  static std::optional<EcKey> FromPkcs8(std::string_view text);

  // 64 bytes, as JOSE writes them (RFC 7518, 3.4). Any thread.
  std::string SignEs256(std::string_view data) const;

  // PEM of the public half (SubjectPublicKeyInfo).
  std::string PublicPem() const;

 private:
  explicit EcKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}

  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace rockpool::crypto
