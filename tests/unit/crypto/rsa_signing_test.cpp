#include "server/crypto/rsa_signing.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <array>
#include <stdexcept>
#include <thread>

#include "tests/support/fake_key_stock.h"

namespace rockpool::crypto {
namespace {

// n of TestKey(0), read without this code.
constexpr std::string_view kModulus =
    "2jRBtBaijSMPT0VaQ4CzFzg-8KoKbzErL9LlXyByUgRBWD96_Q-eVuO0k9ryRFjhdYjWK9u8uuNEMgeZGIsbg9jMAX5S5vTwpkN1RKHwKal7CHZN_nSQKnMN"
    "IE2SkjPud67289dYtB01Jrj9I768zHIKOjPmaZGXQFHjM8pzHbZtdRn_3mi42vHs9viXe-LKpGS-bAbDlGtR4U18-F-tM8eCnj3CPDqpmFur8sBd-nsBlHNB"
    "rRzUkXbLWduE8E8dfvUGys_G61RZ2sEfypNMcFE-eZ_IOWP3FzGUcZC0AHUaLR7H-B2vObfDJVMN7-ajKpEhE8_E2qFa-OyYWjodbQ";

const RsaKey& AKey() {
  static const RsaKey key = RsaKey::FromPem(support::TestKey(0));
  return key;
}

TEST(RsaSigning, IsVerifiedByThePublicHalfAlone) {
  const std::string signature = SignRs256(AKey(), "data");
  EXPECT_EQ(signature.size(), 256U);
  EXPECT_TRUE(RsaPublicKey(AKey()).VerifyRs256("data", signature));
  EXPECT_FALSE(RsaPublicKey(RsaKey::FromPem(support::TestKey(1))).VerifyRs256("data", signature));
}

TEST(RsaSigning, GivesTheSameSignatureEachTime) { EXPECT_EQ(SignRs256(AKey(), "data"), SignRs256(AKey(), "data")); }

TEST(RsaSigning, RefusesOtherDataAndSignatures) {
  const RsaPublicKey key(AKey());
  const std::string signature = SignRs256(AKey(), "data");
  EXPECT_FALSE(key.VerifyRs256("datA", signature));
  EXPECT_FALSE(key.VerifyRs256("", signature));
  EXPECT_FALSE(key.VerifyRs256("data", ""));
  EXPECT_FALSE(key.VerifyRs256("data", signature.substr(1)));
  EXPECT_FALSE(key.VerifyRs256("data", signature + "x"));
}

TEST(RsaSigning, TakesNoData) {
  const RsaPublicKey key(AKey());
  EXPECT_TRUE(key.VerifyRs256("", SignRs256(AKey(), "")));
  EXPECT_TRUE(key.VerifyRs256(std::string_view(), SignRs256(AKey(), std::string_view())));
  EXPECT_FALSE(key.VerifyRs256(std::string_view(), std::string_view()));
}

TEST(RsaSigning, LeavesNoErrorForTheNextUserOfOpenssl) {
  EXPECT_FALSE(RsaPublicKey(AKey()).VerifyRs256("data", std::string(256, 'x')));
  EXPECT_THROW(RsaPublicKey::FromPem("no key"), std::runtime_error);
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(RsaSigning, WorksInSeveralThreadsWithOneKey) {
  const RsaPublicKey key(AKey());
  std::array<bool, 4> verified{};
  std::array<std::thread, 4> threads;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    threads[i] = std::thread([&key, &verified, i] { verified[i] = key.VerifyRs256("data", SignRs256(AKey(), "data")); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(verified, (std::array<bool, 4>{true, true, true, true}));
}

TEST(RsaPublicKey, ShowsItsNumbersAsAJsonWebKeyDoes) {
  const RsaPublicKey key(AKey());
  EXPECT_EQ(key.ModulusBase64Url(), kModulus);
  EXPECT_EQ(key.ExponentBase64Url(), "AQAB");
}

TEST(RsaPublicKey, SurvivesPem) {
  const std::string pem = RsaPublicKey(AKey()).ToPem();
  EXPECT_TRUE(pem.starts_with("-----BEGIN PUBLIC KEY-----\n"));
  const RsaPublicKey key = RsaPublicKey::FromPem(pem);
  EXPECT_EQ(key.ToPem(), pem);
  EXPECT_TRUE(key.VerifyRs256("data", SignRs256(AKey(), "data")));
}

TEST(RsaPublicKey, IsNotReadFromAPrivateKeyOrFromNone) {
  for (const std::string& pem : {std::string(), std::string("secret"), AKey().ToPem(),
                                 std::string("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")}) {
    EXPECT_THROW(RsaPublicKey::FromPem(pem), std::runtime_error) << pem;
  }
}

}  // namespace
}  // namespace rockpool::crypto
