#include "server/crypto/ecdsa_signature.h"

#include <openssl/ec.h>

#include <memory>

#include "server/crypto/openssl.h"

namespace rockpool::crypto {

namespace {

using EcdsaPointer = OpensslPointer<ECDSA_SIG, ECDSA_SIG_free>;

const unsigned char* Bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

BignumPointer NumberOf(std::string_view bytes) {
  BignumPointer number(BN_bin2bn(Bytes(bytes), static_cast<int>(bytes.size()), nullptr));
  Require(number != nullptr, "A number of a signature cannot be read");
  return number;
}

void Append(const BIGNUM* number, std::size_t length, std::string& raw) {
  std::string bytes(length, '\0');
  Require(BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(length)) >= 0,
          "A number of a signature is too long");
  raw += bytes;
}

}  // namespace

std::string DerOfRawEcdsa(std::string_view raw) {
  const std::size_t half = raw.size() / 2;
  BignumPointer r = NumberOf(raw.substr(0, half));
  BignumPointer s = NumberOf(raw.substr(half));
  const EcdsaPointer signature(ECDSA_SIG_new());
  Require(signature != nullptr && ECDSA_SIG_set0(signature.get(), r.get(), s.get()) == 1, "A signature cannot be put together");
  static_cast<void>(r.release());
  static_cast<void>(s.release());
  unsigned char* bytes = nullptr;
  const int length = i2d_ECDSA_SIG(signature.get(), &bytes);
  Require(length > 0, "A signature cannot be encoded");
  const std::unique_ptr<unsigned char, decltype([](unsigned char* buffer) { OPENSSL_free(buffer); })> owner(bytes);
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)};
}

std::string RawOfDerEcdsa(std::string_view der, std::size_t half) {
  const unsigned char* position = Bytes(der);
  const EcdsaPointer signature(d2i_ECDSA_SIG(nullptr, &position, static_cast<long>(der.size())));
  Require(signature != nullptr, "A signature cannot be read");
  std::string raw;
  Append(ECDSA_SIG_get0_r(signature.get()), half, raw);
  Append(ECDSA_SIG_get0_s(signature.get()), half, raw);
  return raw;
}

}  // namespace rockpool::crypto
