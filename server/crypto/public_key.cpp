#include "server/crypto/public_key.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>

#include "server/crypto/base64.h"
#include "server/crypto/certificate_parts.h"
#include "server/crypto/digest.h"
#include "server/crypto/ecdsa_signature.h"
#include "server/crypto/openssl.h"

namespace rockpool::crypto {

namespace {

using BuilderPointer = OpensslPointer<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using ParametersPointer = OpensslPointer<OSSL_PARAM, OSSL_PARAM_free>;
using DigestContextPointer = OpensslPointer<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr int kLeastRsaBits = 1024;
constexpr int kMostRsaBits = 8192;
// A long exponent makes a verification slow: one of 3072 bits as slow as a signature. Nobody's has more than 17.
constexpr int kMostExponentBits = 33;
constexpr std::size_t kMostMemberText = 2048;  // base64 of 8192 bits is shorter
constexpr std::size_t kMostNumberBytes = kMostMemberText / 4 * 3;

enum class Family { kRsaPkcs1, kRsaPss, kEcdsa, kHmac };

struct Curve {
  std::string_view jose_name;
  const char* openssl_name;
  std::size_t number_bytes;
};

constexpr std::array<Curve, 3> kCurves = {{{"P-256", "prime256v1", 32}, {"P-384", "secp384r1", 48}, {"P-521", "secp521r1", 66}}};

struct Algorithm {
  std::string_view name;
  JwsAlgorithm value;
  Family family;
  const char* digest;
  std::size_t signature_bytes = 0;  // of ECDSA, where it also tells the curve
};

constexpr std::array<Algorithm, 12> kAlgorithms = {{
    {"RS256", JwsAlgorithm::kRs256, Family::kRsaPkcs1, "SHA256"},
    {"RS384", JwsAlgorithm::kRs384, Family::kRsaPkcs1, "SHA384"},
    {"RS512", JwsAlgorithm::kRs512, Family::kRsaPkcs1, "SHA512"},
    {"PS256", JwsAlgorithm::kPs256, Family::kRsaPss, "SHA256"},
    {"PS384", JwsAlgorithm::kPs384, Family::kRsaPss, "SHA384"},
    {"PS512", JwsAlgorithm::kPs512, Family::kRsaPss, "SHA512"},
    {"ES256", JwsAlgorithm::kEs256, Family::kEcdsa, "SHA256", 64},
    {"ES384", JwsAlgorithm::kEs384, Family::kEcdsa, "SHA384", 96},
    {"ES512", JwsAlgorithm::kEs512, Family::kEcdsa, "SHA512", 132},
    {"HS256", JwsAlgorithm::kHs256, Family::kHmac, "SHA256"},
    {"HS384", JwsAlgorithm::kHs384, Family::kHmac, "SHA384"},
    {"HS512", JwsAlgorithm::kHs512, Family::kHmac, "SHA512"},
}};

const Algorithm& Of(JwsAlgorithm value) { return *std::ranges::find(kAlgorithms, value, &Algorithm::value); }

// Looked up by name once: it takes longer than a short digest.
const EVP_MD* DigestOf(const Algorithm& algorithm) {
  static const std::array<DigestPointer, 3> digests = {DigestPointer(EVP_MD_fetch(nullptr, "SHA256", nullptr)),
                                                       DigestPointer(EVP_MD_fetch(nullptr, "SHA384", nullptr)),
                                                       DigestPointer(EVP_MD_fetch(nullptr, "SHA512", nullptr))};
  const auto found =
      std::ranges::find_if(digests, [&](const DigestPointer& digest) { return digest && EVP_MD_is_a(digest.get(), algorithm.digest); });
  Require(found != digests.end(), "A digest cannot be had from OpenSSL");
  return found->get();
}

const unsigned char* Bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::optional<std::string> DecodeMember(std::string_view text) {
  return text.size() > kMostMemberText ? std::nullopt : Base64UrlDecode(text);
}

BignumPointer NumberOf(std::string_view bytes) { return BignumPointer(BN_bin2bn(Bytes(bytes), static_cast<int>(bytes.size()), nullptr)); }

KeyPointer KeyOf(const char* type, OSSL_PARAM_BLD* builder) {
  const ParametersPointer parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContextPointer context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1) {
    EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get());
  }
  return KeyPointer(key);
}

BignumPointer NumberIn(EVP_PKEY* key, const char* parameter) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key, parameter, &number);
  return BignumPointer(number);
}

bool IsUsableRsa(EVP_PKEY* key) {
  const int bits = EVP_PKEY_get_bits(key);
  if (bits < kLeastRsaBits || bits > kMostRsaBits) return false;
  const BignumPointer n = NumberIn(key, OSSL_PKEY_PARAM_RSA_N);
  const BignumPointer e = NumberIn(key, OSSL_PKEY_PARAM_RSA_E);
  // Signatures under the exponent 1 are their own digests, which anybody can write.
  return n && e && BN_is_odd(n.get()) && BN_is_odd(e.get()) && !BN_is_one(e.get()) && BN_num_bits(e.get()) <= kMostExponentBits;
}

const Curve* CurveOf(EVP_PKEY* key) {
  std::array<char, 64> name{};
  if (EVP_PKEY_is_a(key, "EC") != 1 || EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr) != 1) return nullptr;
  const auto* found =
      std::ranges::find(kCurves, std::string_view(name.data()), [](const Curve& curve) { return std::string_view(curve.openssl_name); });
  return found == kCurves.end() ? nullptr : found;
}

// nullptr for what this program does not use.
std::shared_ptr<EVP_PKEY> Usable(KeyPointer key) {
  const bool usable = key && (EVP_PKEY_is_a(key.get(), "RSA") == 1 ? IsUsableRsa(key.get()) : CurveOf(key.get()) != nullptr);
  ERR_clear_error();
  return usable ? std::shared_ptr<EVP_PKEY>(std::move(key)) : nullptr;
}

bool IsSignature(EVP_PKEY* key, const Algorithm& algorithm, std::string_view data, std::string_view signature) {
  const DigestContextPointer context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* of_key = nullptr;
  const bool begun = context && EVP_DigestVerifyInit(context.get(), &of_key, DigestOf(algorithm), nullptr, key) == 1 &&
                     (algorithm.family != Family::kRsaPss || (EVP_PKEY_CTX_set_rsa_padding(of_key, RSA_PKCS1_PSS_PADDING) == 1 &&
                                                              EVP_PKEY_CTX_set_rsa_pss_saltlen(of_key, RSA_PSS_SALTLEN_DIGEST) == 1));
  const bool valid = begun && EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(data), data.size()) == 1;
  ERR_clear_error();
  return valid;
}

}  // namespace

std::optional<JwsAlgorithm> JwsAlgorithmOf(std::string_view name) {
  const auto* found = std::ranges::find(kAlgorithms, name, &Algorithm::name);
  if (found == kAlgorithms.end()) return std::nullopt;
  return found->value;
}

std::optional<PublicKey> PublicKey::FromRsaJwk(std::string_view n, std::string_view e) {
  const std::optional<std::string> modulus_bytes = DecodeMember(n);
  const std::optional<std::string> exponent_bytes = DecodeMember(e);
  return modulus_bytes && exponent_bytes ? FromRsaNumbers(*modulus_bytes, *exponent_bytes) : std::nullopt;
}

std::optional<PublicKey> PublicKey::FromRsaNumbers(std::string_view n, std::string_view e) {
  if (n.size() > kMostNumberBytes || e.size() > kMostNumberBytes) return std::nullopt;
  const BignumPointer modulus = NumberOf(n);
  const BignumPointer exponent = NumberOf(e);
  const BuilderPointer builder(OSSL_PARAM_BLD_new());
  Require(modulus && exponent && builder && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) == 1 &&
              OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) == 1,
          "The numbers of a key cannot be put together");
  std::shared_ptr<EVP_PKEY> key = Usable(KeyOf("RSA", builder.get()));
  if (!key) return std::nullopt;
  return PublicKey(std::move(key));
}

std::optional<PublicKey> PublicKey::FromEcJwk(std::string_view curve, std::string_view x, std::string_view y) {
  const std::optional<std::string> x_bytes = DecodeMember(x);
  const std::optional<std::string> y_bytes = DecodeMember(y);
  return x_bytes && y_bytes ? FromEcPoint(curve, *x_bytes, *y_bytes) : std::nullopt;
}

std::optional<PublicKey> PublicKey::FromEcPoint(std::string_view curve, std::string_view x, std::string_view y) {
  const auto* known = std::ranges::find(kCurves, curve, &Curve::jose_name);
  if (known == kCurves.end() || x.size() != known->number_bytes || y.size() != known->number_bytes) return std::nullopt;
  const std::string point = std::string("\x04").append(x).append(y);  // uncompressed: SEC 1, 2.3.3
  const BuilderPointer builder(OSSL_PARAM_BLD_new());
  Require(builder && OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, known->openssl_name, 0) == 1 &&
              OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) == 1,
          "The numbers of a key cannot be put together");
  // A point that is not on the curve is refused by OpenSSL as it reads it.
  std::shared_ptr<EVP_PKEY> key = Usable(KeyOf("EC", builder.get()));
  if (!key) return std::nullopt;
  return PublicKey(std::move(key));
}

std::optional<PublicKey> PublicKey::FromCertificate(std::string_view base64_der) {
  const CertificatePointer certificate = CertificateOf(base64_der);
  if (!certificate) return std::nullopt;
  std::shared_ptr<EVP_PKEY> key = Usable(KeyPointer(X509_get_pubkey(certificate.get())));
  if (!key) return std::nullopt;
  return PublicKey(std::move(key));
}

bool PublicKey::Verifies(JwsAlgorithm algorithm, std::string_view data, std::string_view signature) const {
  const Algorithm& asked = Of(algorithm);
  const Curve* const curve = CurveOf(native());
  switch (asked.family) {
    case Family::kRsaPkcs1:
    case Family::kRsaPss:
      return curve == nullptr && IsSignature(native(), asked, data, signature);
    case Family::kEcdsa:
      // ES256 is P-256 with SHA-256, and no other pair (RFC 7518, 3.4).
      return curve != nullptr && 2 * curve->number_bytes == asked.signature_bytes && signature.size() == asked.signature_bytes &&
             IsSignature(native(), asked, data, DerOfRawEcdsa(signature));
    case Family::kHmac:
      break;
  }
  return false;
}

bool PublicKey::VerifiesDer(JwsAlgorithm algorithm, std::string_view data, std::string_view signature) const {
  const Algorithm& asked = Of(algorithm);
  if (asked.family != Family::kEcdsa) return Verifies(algorithm, data, signature);
  const Curve* const curve = CurveOf(native());
  return curve != nullptr && 2 * curve->number_bytes == asked.signature_bytes && IsSignature(native(), asked, data, signature);
}

bool HasMac(JwsAlgorithm algorithm, std::string_view secret, std::string_view data, std::string_view mac) {
  const Algorithm& asked = Of(algorithm);
  // Everybody knows the empty secret.
  if (asked.family != Family::kHmac || secret.empty()) return false;
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int length = 0;
  Require(HMAC(DigestOf(asked), secret.data(), static_cast<int>(secret.size()), Bytes(data), data.size(), bytes.data(), &length) != nullptr,
          "HMAC failed");
  return EqualInConstantTime({reinterpret_cast<const char*>(bytes.data()), length}, mac);
}

}  // namespace rockpool::crypto
