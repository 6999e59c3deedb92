#include "server/crypto/ec_key.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <string>

#include "server/crypto/jws.h"
#include "server/crypto/public_key.h"

namespace rockpool::crypto {
namespace {

// The key of RFC 7515, appendix A.3.
constexpr std::string_view kPem = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjpsQnnGQmL+YBIff
H1136cspYG6+0iY7X1fCE9+E9LKhRANCAAR/zc4ncPbEXUGDy+5v20t7WAczNXvp
7xO6z248e9FURcfxRM0bvZt+hyzf7bnuufSzaV1uqQskrYpGIyiFiOWt
-----END PRIVATE KEY-----
)";
constexpr std::string_view kX = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
constexpr std::string_view kY = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
constexpr std::string_view kPublicPem = R"(-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV7
6e8Tus9uPHvRVEXH8UTNG72bfocs3+257rn0s2ldbqkLJK2KRiMohYjlrQ==
-----END PUBLIC KEY-----
)";
// The same in the form of SEC 1, and encrypted; one on P-384.
constexpr std::string_view kSec1 = R"(-----BEGIN EC PRIVATE KEY-----
MHcCAQEEII6bEJ5xkJi/mASH3x9dd+nLKWBuvtImO19XwhPfhPSyoAoGCCqGSM49
AwEHoUQDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEXH8UTNG72b
focs3+257rn0s2ldbqkLJK2KRiMohYjlrQ==
-----END EC PRIVATE KEY-----
)";
constexpr std::string_view kEncrypted = R"(-----BEGIN ENCRYPTED PRIVATE KEY-----
MIH0MF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBD1JgOXxPNIGfPNAgdz
CDwdAgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQYnAFsjIUI3XMp5Ch
8KKp7gSBkCyZxal1HbaxdFYF+3RmG4AmB0ZxD17iODuwjCQpRuS4whe6R+HnbAbd
ns80NLvh43AeTFdQZ6A/M9q0AIW6FlB17fJM3y1+LbmQ9/qO2hjj9qZ/a6P/N6Lb
YlookQxabno4F0BIi99MrgMcgiQjcRj6d1u6fcyIZHxEDyDKnEEO7zu9YFnpiJHE
pBZjiGbt0w==
-----END ENCRYPTED PRIVATE KEY-----
)";
constexpr std::string_view kP384 = R"(-----BEGIN PRIVATE KEY-----
MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDDoCTyHHvoDH5CCuzqs
Pm39LmGnKLmWWJe2PPgdFxmOvZVEt2AxOgUSl2JoYWctTLehZANiAARGGgPe/lv5
Jkwdth3AE8BbUcIJ5NiN1jiXpSP6c5f2giCtAfR70VbF22g93Au8L8gnMeDzsTT/
f9jhSNkPvCDcd5aXikdTZJSf4tYOJeJ2oGE/UNxVM4WIucezW/YlRrk=
-----END PRIVATE KEY-----
)";

std::string Replaced(std::string text, char from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, 1, to);
  return text;
}

std::string Base64Alone() {
  const std::size_t begin = kPem.find('\n');
  return std::string(kPem.substr(begin, kPem.find("-----END") - begin));
}

TEST(EcKey, SignsWhatItsPublicHalfVerifies) {
  const PublicKey half = PublicKey::FromEcJwk("P-256", kX, kY).value();
  const EcKey key = EcKey::FromPkcs8(kPem).value();
  // Numbers of every length come up among so many: one in 128 has a leading zero.
  for (int i = 0; i < 600; ++i) {
    const std::string data = "data " + std::to_string(i);
    const std::string signature = key.SignEs256(data);
    ASSERT_EQ(signature.size(), 64U);
    ASSERT_TRUE(half.Verifies(JwsAlgorithm::kEs256, data, signature)) << i;
  }
}

TEST(EcKey, SignsTokens) {
  const std::string compact = SignJws(R"({"alg":"ES256"})", R"({"iss":"team"})", EcKey::FromPkcs8(kPem).value());
  const Jws jws = ParseJws(compact).value();
  EXPECT_EQ(jws.header, R"({"alg":"ES256"})");
  EXPECT_EQ(jws.payload, R"({"iss":"team"})");
  EXPECT_TRUE(PublicKey::FromEcJwk("P-256", kX, kY)->Verifies(JwsAlgorithm::kEs256, jws.signing_input, jws.signature));
}

TEST(EcKey, TellsItsPublicHalf) { EXPECT_EQ(EcKey::FromPkcs8(kPem)->PublicPem(), kPublicPem); }

TEST(EcKey, IsReadHoweverItsLinesAreBroken) {
  const std::string pem(kPem);
  for (const std::string& text : {Base64Alone(), Replaced(Base64Alone(), '\n', ""), Replaced(pem, '\n', "\r\n"), Replaced(pem, '\n', " "),
                                  Replaced(pem, '\n', ""), "\n " + pem + "\n\n"}) {
    const auto key = EcKey::FromPkcs8(text);
    ASSERT_TRUE(key.has_value()) << text;
    EXPECT_EQ(key->PublicPem(), kPublicPem);
  }
}

TEST(EcKey, IsNotReadFromAnythingElse) {
  const std::string pem(kPem);
  for (const std::string& text :
       {std::string(), std::string("secret"), std::string(kSec1), std::string(kEncrypted), std::string(kP384), std::string(kPublicPem),
        "x" + pem, pem + "x", pem + pem, Base64Alone() + "AAAA", pem.substr(0, pem.size() / 2), std::string(100'000, 'A')}) {
    EXPECT_FALSE(EcKey::FromPkcs8(text).has_value()) << text;
  }
  EXPECT_EQ(ERR_peek_error(), 0U);
}

}  // namespace
}  // namespace rockpool::crypto
