#include "server/crypto/jws.h"

#include <gtest/gtest.h>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "tests/support/fake_key_stock.h"

namespace rockpool::crypto {
namespace {

constexpr std::string_view kHeader = R"({"kid":"abc=","alg":"RS256"})";
constexpr std::string_view kPayload = R"({"sub":"alice"})";

// Header and payload with the signature of TestKey(0), computed by the formula of RFC 8017, 8.2.1, without OpenSSL.
constexpr std::string_view kCompact =
    "eyJraWQiOiJhYmM9IiwiYWxnIjoiUlMyNTYifQ.eyJzdWIiOiJhbGljZSJ9.yqxFRR0FWgexWb2AjNmizkXzQBXdPu4shJpXuyBj2CQVN-EBqWKH5PDVFjzK"
    "GtgUlzDEgag1HvwuP41g-1MVoG2h6smMuNr6rh8gozN1qZMycOcRp1H1t7nyrMLMoc8tDWn396M2MtmZ78CFKZRYeF5ZPWELDdE1aCLllbgnOMR0KmlXjubA"
    "F-PHM1hll_-v0oLOh9qfTyraYbXsG78GyFSUNoL_1T8CDrSG505Nn26_iRYx-zCvzDgWyXHy1w6jQ4bdUeKF6mz5F8RuDluqQJ_jP0ehqdTJjrOHVDTO3lv7"
    "fS7XdyfX1qG06o1cCpZ-CCzH7XHWQ7EDqyaNlXcLHQ";

const RsaKey& AKey() {
  static const RsaKey key = RsaKey::FromPem(support::TestKey(0));
  return key;
}

const RsaPublicKey& APublicKey() {
  static const RsaPublicKey key(AKey());
  return key;
}

std::string Signed() { return SignJws(kHeader, kPayload, AKey()); }

// A token as a forger writes it: any header, any payload, any bytes as its signature.
std::string Forged(std::string_view header, std::string_view payload, std::string_view signature) {
  return Base64UrlEncode(header) + "." + Base64UrlEncode(payload) + "." + Base64UrlEncode(signature);
}

bool IsBelieved(std::string_view compact) {
  const auto jws = ParseJws(compact);
  return jws && HasRs256Signature(*jws, APublicKey());
}

TEST(Jws, AgreesWithAKnownSignature) {
  EXPECT_EQ(Signed(), kCompact);
  EXPECT_TRUE(IsBelieved(kCompact));
}

TEST(Jws, ComesApartAsItWasPutTogether) {
  const auto jws = ParseJws(kCompact);
  ASSERT_TRUE(jws);
  EXPECT_EQ(jws->header, kHeader);
  EXPECT_EQ(jws->payload, kPayload);
  EXPECT_EQ(jws->signature.size(), 256U);
  EXPECT_EQ(jws->signing_input, kCompact.substr(0, kCompact.rfind('.')));
}

TEST(Jws, IsNotReadFromAnyOtherNumberOfParts) {
  for (const std::string_view text : {"", ".", "..", "...", "YQ", "YQ.YQ", "YQ.YQ.YQ.YQ", "YQ.YQ.YQ.", ".YQ.YQ.YQ", "YQ..YQ.YQ"}) {
    EXPECT_FALSE(ParseJws(text)) << text;
  }
  EXPECT_TRUE(ParseJws("YQ.YQ.YQ"));
}

TEST(Jws, IsNotReadWithAnEmptyPart) {
  for (const std::string_view text : {".YQ.YQ", "YQ..YQ", "YQ.YQ."}) EXPECT_FALSE(ParseJws(text)) << text;
}

TEST(Jws, IsNotReadFromLooseBase64) {
  // Padding, white space, the other alphabet, bits left over, a length that no bytes have, a zero byte.
  for (const std::string_view part : {"YQ==", "YQ=", " YQ", "YQ ", "Y Q", "YQ\n", "+_++", "/-//", "YR", "YQQQY", "Y", "\xFF\xFF"}) {
    EXPECT_FALSE(ParseJws(std::string(part) + ".YQ.YQ")) << part;
    EXPECT_FALSE(ParseJws("YQ." + std::string(part) + ".YQ")) << part;
    EXPECT_FALSE(ParseJws("YQ.YQ." + std::string(part))) << part;
  }
  EXPECT_FALSE(ParseJws(std::string_view("YQ.Y\0.YQ", 8)));
}

TEST(Jws, IsBoundedInLength) {
  const std::string rest = ".YQ.YQ";
  EXPECT_TRUE(ParseJws(std::string(kMaxJwsLength - rest.size() - 2, 'A') + rest));
  EXPECT_FALSE(ParseJws(std::string(kMaxJwsLength - rest.size() + 2, 'A') + rest));
  EXPECT_FALSE(ParseJws(std::string(1'000'000, 'A') + rest));
}

TEST(Jws, IsNotBelievedWhenItSaysThatItHasNoAlgorithm) {
  EXPECT_FALSE(IsBelieved(Forged(R"({"alg":"none"})", kPayload, "")));
  EXPECT_FALSE(IsBelieved(Forged(R"({"alg":"none"})", kPayload, "x")));
}

TEST(Jws, IsNotBelievedWhenThePublicKeyWasTheSecretOfAnHmac) {
  constexpr std::string_view kHs256 = R"({"kid":"abc=","alg":"HS256"})";
  const std::string signing_input = Base64UrlEncode(kHs256) + "." + Base64UrlEncode(kPayload);
  EXPECT_FALSE(IsBelieved(signing_input + "." + Base64UrlEncode(BytesOf(HmacSha256(APublicKey().ToPem(), signing_input)))));
}

TEST(Jws, IsNotBelievedWhenAnotherKeySignedIt) {
  EXPECT_FALSE(IsBelieved(SignJws(kHeader, kPayload, RsaKey::FromPem(support::TestKey(1)))));
}

TEST(Jws, IsNotBelievedWithTheSignatureOfAnotherPayloadOrHeader) {
  const std::string signature = ParseJws(kCompact)->signature;
  EXPECT_FALSE(IsBelieved(Forged(kHeader, R"({"sub":"bob"})", signature)));
  EXPECT_FALSE(IsBelieved(Forged(R"({"kid":"abd=","alg":"RS256"})", kPayload, signature)));
}

TEST(Jws, IsNotBelievedWithASignatureOfAnyOtherLength) {
  const std::string signature = ParseJws(kCompact)->signature;
  for (const std::string& other : {signature.substr(1), signature.substr(0, 255), signature + "x", std::string(1, '\0') + signature,
                                   std::string(256, '\0'), std::string(256, '\xFF'), std::string(4'096, 'x')}) {
    EXPECT_FALSE(IsBelieved(Forged(kHeader, kPayload, other))) << other.size();
  }
}

TEST(Jws, IsNotBelievedWithAnyBitChanged) {
  const std::string compact(kCompact);
  for (std::size_t at = 0; at < compact.size(); ++at) {
    std::string other = compact;
    other[at] = static_cast<char>(other[at] ^ 1);
    EXPECT_FALSE(IsBelieved(other)) << at;
  }
}

TEST(Jws, IsNotBelievedWhenItIsCut) {
  for (std::size_t length = 0; length < kCompact.size(); ++length) EXPECT_FALSE(IsBelieved(kCompact.substr(0, length))) << length;
}

}  // namespace
}  // namespace rockpool::crypto
