#include "server/crypto/ec_key.h"

#include <openssl/err.h>

#include <array>

#include "server/crypto/base64.h"
#include "server/crypto/ecdsa_signature.h"
#include "server/crypto/openssl.h"

namespace rockpool::crypto {

namespace {

using DigestContextPointer = OpensslPointer<EVP_MD_CTX, EVP_MD_CTX_free>;
using Pkcs8Pointer = OpensslPointer<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

constexpr std::size_t kMaxText = 64UL * 1024;
constexpr std::size_t kNumberBytes = 32;
constexpr std::string_view kBegin = "-----BEGIN PRIVATE KEY-----";
constexpr std::string_view kEnd = "-----END PRIVATE KEY-----";

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// What lies between the lines of PEM, which may have lost their ends; all of it where there are none.
std::string_view Base64In(std::string_view text) {
  const std::size_t begin = text.find(kBegin);
  const std::size_t end = text.rfind(kEnd);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return text;
  if (!IsBlank(text.substr(0, begin)) || !IsBlank(text.substr(end + kEnd.size()))) return text;
  return text.substr(begin + kBegin.size(), end - begin - kBegin.size());
}

KeyPointer KeyIn(std::string_view der) {
  const auto* position = reinterpret_cast<const unsigned char*>(der.data());
  const auto* const end = position + der.size();
  const Pkcs8Pointer pkcs8(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &position, static_cast<long>(der.size())));
  return pkcs8 && position == end ? KeyPointer(EVP_PKCS82PKEY(pkcs8.get())) : nullptr;
}

bool IsP256(EVP_PKEY* key) {
  std::array<char, 64> name{};
  return EVP_PKEY_is_a(key, "EC") == 1 && EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr) == 1 &&
         std::string_view(name.data()) == "prime256v1";
}

}  // namespace

std::optional<EcKey> EcKey::FromPkcs8(std::string_view text) {
  if (text.size() > kMaxText) return std::nullopt;
  const std::optional<std::string> der = Base64DecodeSpaced(Base64In(text));
  if (!der) return std::nullopt;
  KeyPointer key = KeyIn(*der);
  const bool usable = key && IsP256(key.get());
  ERR_clear_error();
  if (!usable) return std::nullopt;
  return EcKey(std::shared_ptr<evp_pkey_st>(std::move(key)));
}

std::string EcKey::SignEs256(std::string_view data) const {
  const DigestContextPointer context(EVP_MD_CTX_new());
  std::string der(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())), '\0');
  std::size_t length = der.size();
  Require(context && EVP_DigestSignInit(context.get(), nullptr, Sha256Algorithm(), nullptr, key_.get()) == 1 &&
              EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(der.data()), &length,
                             reinterpret_cast<const unsigned char*>(data.data()), data.size()) == 1,
          "A signature cannot be made");
  return RawOfDerEcdsa({der.data(), length}, kNumberBytes);
}

std::string EcKey::PublicPem() const { return PublicPemOf(key_.get()); }

}  // namespace rockpool::crypto
