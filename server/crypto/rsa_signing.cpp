#include "server/crypto/rsa_signing.h"

#include <openssl/core_names.h>
#include <openssl/err.h>

#include <stdexcept>

#include "server/crypto/base64.h"
#include "server/crypto/openssl.h"

namespace rockpool::crypto {

namespace {

constexpr int kBits = 2048;

using DigestContextPointer = OpensslPointer<EVP_MD_CTX, EVP_MD_CTX_free>;

DigestContextPointer NewContext() {
  DigestContextPointer context(EVP_MD_CTX_new());
  Require(context != nullptr, "A digest cannot be had from OpenSSL");
  return context;
}

const unsigned char* Bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

EVP_PKEY* OneMore(EVP_PKEY* key) {
  Require(EVP_PKEY_up_ref(key) == 1, "An RSA key cannot be shared");
  return key;
}

std::string Base64UrlOf(EVP_PKEY* key, const char* parameter) {
  BIGNUM* read = nullptr;
  Require(EVP_PKEY_get_bn_param(key, parameter, &read) == 1, "A number of a key cannot be read");
  const BignumPointer number(read);
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number.get())), '\0');
  BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(bytes.data()));
  return Base64UrlEncode(bytes);
}

}  // namespace

std::string SignRs256(const RsaKey& key, std::string_view data) {
  const DigestContextPointer context = NewContext();
  std::string signature(kBits / 8, '\0');
  std::size_t length = signature.size();
  const bool succeeded =
      EVP_DigestSignInit(context.get(), nullptr, Sha256Algorithm(), nullptr, key.native()) == 1 &&
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length, Bytes(data), data.size()) == 1 &&
      length == signature.size();
  Require(succeeded, "A signature cannot be made");
  return signature;
}

// OpenSSL verifies with a pair as with its public half; to make that half by itself takes it a millisecond.
RsaPublicKey::RsaPublicKey(const RsaKey& key) : RsaPublicKey(OneMore(key.native())) {}

RsaPublicKey RsaPublicKey::FromPem(std::string_view pem) {
  KeyPointer key = PublicKeyIn(pem);
  if (key == nullptr || EVP_PKEY_is_a(key.get(), "RSA") != 1 || EVP_PKEY_get_bits(key.get()) != kBits) {
    throw std::runtime_error("This is not a public RSA key of 2048 bits in PEM.");
  }
  return RsaPublicKey(key.release());
}

std::string RsaPublicKey::ToPem() const { return PublicPemOf(key_.get()); }

bool RsaPublicKey::VerifyRs256(std::string_view data, std::string_view signature) const {
  const DigestContextPointer context = NewContext();
  Require(EVP_DigestVerifyInit(context.get(), nullptr, Sha256Algorithm(), nullptr, key_.get()) == 1, "A signature cannot be verified");
  const bool valid = EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(data), data.size()) == 1;
  ERR_clear_error();
  return valid;
}

std::string RsaPublicKey::ModulusBase64Url() const { return Base64UrlOf(key_.get(), OSSL_PKEY_PARAM_RSA_N); }

std::string RsaPublicKey::ExponentBase64Url() const { return Base64UrlOf(key_.get(), OSSL_PKEY_PARAM_RSA_E); }

void RsaPublicKey::Deleter::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

}  // namespace rockpool::crypto
