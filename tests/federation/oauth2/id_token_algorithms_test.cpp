// The algorithms by which a provider may sign its ID tokens, each at a sign-in: the families of RSA, elliptic curves and HMAC.
#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>

#include <array>
#include <memory>

#include "server/crypto/base64.h"
#include "server/crypto/rsa_key.h"
#include "tests/federation/oauth2/oauth_pool.h"
#include "tests/support/fake_key_stock.h"

namespace rockpool::federation {
namespace {

constexpr const char* kSignedIn = "subject 123";

template <auto kFree>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};

std::string InputOf(const OAuthPool& pool, const std::string& algorithm) {
  return crypto::Base64UrlEncode(R"({"alg":")" + algorithm + R"(","kid":"k"})") + "." + crypto::Base64UrlEncode(pool.Payload());
}

std::string Changed(std::string signature) {
  signature[signature.size() / 2] = static_cast<char>(signature[signature.size() / 2] ^ 1);
  return signature;
}

// A sign-in with the token, and one with a token of which a bit of the signature is another.
void ExpectTaken(OAuthPool& pool, const std::string& algorithm, const std::string& signature) {
  const std::string input = InputOf(pool, algorithm);
  EXPECT_EQ(pool.OutcomeOfToken(input + "." + crypto::Base64UrlEncode(signature)), kSignedIn) << algorithm;
  EXPECT_EQ(pool.OutcomeOfToken(input + "." + crypto::Base64UrlEncode(Changed(signature))), kFailed) << algorithm;
}

std::string SignatureOf(EVP_PKEY* key, const char* digest, bool is_pss, const std::string& input) {
  const std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  EXPECT_EQ(EVP_DigestSignInit(context.get(), &parameters, EVP_get_digestbyname(digest), nullptr, key), 1);
  if (is_pss) {
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING), 1);
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST), 1);
  }
  const auto* bytes = reinterpret_cast<const unsigned char*>(input.data());
  std::array<unsigned char, 1024> signature{};
  std::size_t length = signature.size();
  EXPECT_EQ(EVP_DigestSign(context.get(), signature.data(), &length, bytes, input.size()), 1);
  return {reinterpret_cast<const char*>(signature.data()), length};
}

std::string Padded(const BIGNUM* number, std::size_t size) {
  std::string bytes(size, '\0');
  EXPECT_EQ(BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(size)), static_cast<int>(size));
  return bytes;
}

// R and S behind each other (RFC 7518, 3.4).
std::string JoseSignature(const std::string& der, std::size_t size) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>> signature(d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size())));
  EXPECT_NE(signature, nullptr);
  return Padded(ECDSA_SIG_get0_r(signature.get()), size) + Padded(ECDSA_SIG_get0_s(signature.get()), size);
}

std::string Coordinate(const EVP_PKEY* key, const char* name, std::size_t size) {
  BIGNUM* number = nullptr;
  EXPECT_EQ(EVP_PKEY_get_bn_param(key, name, &number), 1);
  const std::unique_ptr<BIGNUM, Freed<BN_free>> owned(number);
  return crypto::Base64UrlEncode(Padded(number, size));
}

TEST(IdToken, IsTakenByEachAlgorithmOfRsa) {
  struct Row {
    const char* algorithm;
    const char* digest;
    bool is_pss;
  };
  const crypto::RsaKey key = crypto::RsaKey::FromPem(support::TestKey(0));
  for (const Row& row : {Row{"RS256", "SHA256", false}, Row{"RS384", "SHA384", false}, Row{"RS512", "SHA512", false},
                         Row{"PS256", "SHA256", true}, Row{"PS384", "SHA384", true}, Row{"PS512", "SHA512", true}}) {
    OAuthPool pool;
    ExpectTaken(pool, row.algorithm, SignatureOf(key.native(), row.digest, row.is_pss, InputOf(pool, row.algorithm)));
  }
}

TEST(IdToken, IsTakenByEachAlgorithmOfCurves) {
  struct Row {
    const char* algorithm;
    const char* digest;
    const char* curve;
    std::size_t size;  // of a coordinate
  };
  for (const Row& row : {Row{"ES256", "SHA256", "P-256", 32}, Row{"ES384", "SHA384", "P-384", 48}, Row{"ES512", "SHA512", "P-521", 66}}) {
    OAuthPool pool;
    const std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>> key(EVP_EC_gen(row.curve));
    ASSERT_NE(key, nullptr);
    pool.keys.body = R"({"keys":[{"kty":"EC","kid":"k","crv":")" + std::string(row.curve) + R"(","x":")" +
                     Coordinate(key.get(), OSSL_PKEY_PARAM_EC_PUB_X, row.size) + R"(","y":")" +
                     Coordinate(key.get(), OSSL_PKEY_PARAM_EC_PUB_Y, row.size) + R"("}]})";
    const std::string der = SignatureOf(key.get(), row.digest, false, InputOf(pool, row.algorithm));
    ExpectTaken(pool, row.algorithm, JoseSignature(der, row.size));
  }
}

TEST(IdToken, IsTakenByEachAlgorithmOfTheSecret) {
  struct Row {
    const char* algorithm;
    const char* digest;
  };
  constexpr std::string_view kSecret = "a secret";
  for (const Row& row : {Row{"HS256", "SHA256"}, Row{"HS384", "SHA384"}, Row{"HS512", "SHA512"}}) {
    OAuthPool pool;
    const std::string input = InputOf(pool, row.algorithm);
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned int length = 0;
    ASSERT_NE(HMAC(EVP_get_digestbyname(row.digest), kSecret.data(), static_cast<int>(kSecret.size()),
                   reinterpret_cast<const unsigned char*>(input.data()), input.size(), mac.data(), &length),
              nullptr);
    ExpectTaken(pool, row.algorithm, {reinterpret_cast<const char*>(mac.data()), length});
  }
}

}  // namespace
}  // namespace rockpool::federation
