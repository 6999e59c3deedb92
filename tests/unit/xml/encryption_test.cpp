#include "server/xml/encryption.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <array>
#include <ctime>
#include <stdexcept>
#include <vector>

#include "server/crypto/certificate.h"
#include "server/xml/signature.h"
#include "tests/support/fake_key_stock.h"
#include "tests/support/saml_documents.h"
#include "tests/unit/xml/any_encryption.h"
#include "tests/unit/xml/any_signature.h"

namespace rockpool::xml {
namespace {

constexpr std::array<unsigned char, 4> kSerial{1, 2, 3, 4};

const crypto::RsaKey& Reader() {
  static const crypto::RsaKey key = crypto::RsaKey::FromPem(support::TestKey(0));
  return key;
}

const std::string& Certificate() {
  static const std::string text = crypto::SelfSignedCertificate(Reader(), "reader", {1'577'836'800, 4'733'510'400}, kSerial);
  return text;
}

std::string EncryptedAs(const Ways& ways, std::string_view text = "<saml:Assertion ID=\"_a\">alice</saml:Assertion>") {
  return EncryptAs(text, ways, Reader());
}

std::optional<Document> DecryptedIn(const std::string& message, const crypto::RsaKey& key = Reader()) {
  const auto document = Document::Parse(message);
  if (!document) return std::nullopt;
  const auto encrypted = document->Root().Children(kAssertionSpace, "EncryptedAssertion");
  return encrypted.empty() ? std::nullopt : Decrypt(encrypted.front(), key);
}

bool IsDecrypted(const std::string& encrypted) { return DecryptedIn(Response("_r", encrypted)).has_value(); }

std::string Changed(std::string text, std::size_t at) {
  text[at] = static_cast<char>(text[at] ^ 1);
  return text;
}

TEST(XmlEncryption, GivesTheReaderWhatWasEncrypted) {
  const std::string assertion = Assertion("_a", "alice");
  const std::string message = Response("_r", Encrypt(assertion, Certificate()));
  EXPECT_EQ(message.find("alice"), std::string::npos);
  const auto document = DecryptedIn(message);
  ASSERT_TRUE(document.has_value());
  EXPECT_TRUE(document->Root().Is(kAssertionSpace, "Assertion"));
  EXPECT_EQ(document->Root().Children(kAssertionSpace, "Subject").at(0).Text(), "alice");
  EXPECT_FALSE(DecryptedIn(message, crypto::RsaKey::FromPem(support::TestKey(1))).has_value());
}

TEST(XmlEncryption, IsNeverTwiceTheSame) { EXPECT_NE(Encrypt("<a/>", Certificate()), Encrypt("<a/>", Certificate())); }

TEST(XmlEncryption, WantsACertificateOfAnRsaKey) {
  EXPECT_THROW(Encrypt("<a/>", "no certificate"), std::runtime_error);
  EXPECT_THROW(Encrypt("<a/>", support::kLastingCertificate), std::runtime_error);
}

TEST(XmlEncryption, KeepsASignatureGood) {
  const std::string signed_one = SignAsWritten(Assertion("_a", "alice", Template().Text()), support::TestKey(0));
  const auto document = DecryptedIn(Response("_r", Encrypt(signed_one, Certificate())));
  ASSERT_TRUE(document.has_value());
  const std::vector<crypto::PublicKey> keys = {crypto::PublicKey::FromCertificate(Certificate()).value()};
  EXPECT_EQ(SignedBytes(*document, document->Root(), keys), Assertion("_a", "alice"));
}

// An assertion that was signed within its response may use what is declared there, and name it in its signature.
TEST(XmlEncryption, KeepsTheNamespacesAroundIt) {
  Template signature;
  signature.transforms[1] =
      Transform(kExclusive, R"(<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="samlp"/>)");
  const std::string response = SignAsWritten(Response("_r", Assertion("_a", "alice", signature.Text())), support::TestKey(0));
  const std::size_t begin = response.find("<saml:Assertion");
  const std::string bare =
      Without(response.substr(begin, response.find("</samlp:Response>") - begin), " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"");
  const auto document = DecryptedIn(Response("_r", Encrypt(bare, Certificate())));
  ASSERT_TRUE(document.has_value());
  const std::vector<crypto::PublicKey> keys = {crypto::PublicKey::FromCertificate(Certificate()).value()};
  EXPECT_TRUE(SignedBytes(*document, document->Root(), keys).has_value());

  const auto shadowed = DecryptedIn(
      Response("_r", Encrypt("<saml:a xmlns:saml=\"urn:other\"><saml:b xmlns=\"urn:own\"><c/></saml:b></saml:a>", Certificate())));
  ASSERT_TRUE(shadowed.has_value());
  EXPECT_TRUE(shadowed->Root().Is("urn:other", "a"));
  EXPECT_EQ(shadowed->Root().Children("urn:other", "b").at(0).Children("urn:own", "c").size(), 1U);
}

TEST(XmlEncryption, IsReadInEveryAllowedWay) {
  for (const char* cipher : {"aes128-cbc", "aes192-cbc", "aes256-cbc", "aes128-gcm", "aes192-gcm", "aes256-gcm"}) {
    EXPECT_TRUE(IsDecrypted(EncryptedAs({.cipher = cipher}))) << cipher;
  }
  for (const char* digest : {"sha1", "sha256", "sha384", "sha512"}) {
    EXPECT_TRUE(IsDecrypted(EncryptedAs({.wrapping = "rsa-oaep-mgf1p", .digest = digest, .mask = "sha1"}))) << digest;
    for (const char* mask : {"sha1", "sha224", "sha256", "sha384", "sha512"}) {
      EXPECT_TRUE(IsDecrypted(EncryptedAs({.wrapping = "rsa-oaep", .digest = digest, .mask = mask}))) << digest << " " << mask;
    }
  }
  EXPECT_TRUE(IsDecrypted(EncryptedAs({.label = "bGFiZWw="})));
  EXPECT_TRUE(IsDecrypted(EncryptedAs({.key_stands_beside = true})));
  EXPECT_TRUE(IsDecrypted(EncryptedAs({.keys = 4})));
}

TEST(XmlEncryption, IsReadInNoOtherWay) {
  EXPECT_FALSE(IsDecrypted(EncryptedAs({.wrapping = "rsa-1_5"})));
  EXPECT_FALSE(IsDecrypted(EncryptedAs({.cipher = "tripledes-cbc"})));
  EXPECT_FALSE(IsDecrypted(EncryptedAs({.keys = 5})));
  const std::string good = EncryptedAs({});
  for (const char* algorithm : {"", "none", "http://www.w3.org/2001/04/xmlenc#kw-aes256", "http://www.w3.org/2000/09/xmldsig#base64"}) {
    EXPECT_FALSE(IsDecrypted(With(good, "http://www.w3.org/2009/xmlenc11#aes256-gcm", algorithm))) << algorithm;
    EXPECT_FALSE(IsDecrypted(With(good, "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", algorithm))) << algorithm;
    EXPECT_FALSE(IsDecrypted(With(good, "http://www.w3.org/2000/09/xmldsig#sha1", algorithm))) << algorithm;
  }
}

TEST(XmlEncryption, TakesNoKeyOfAnotherLength) {
  for (const std::size_t length : {0U, 1U, 15U, 16U, 24U, 31U, 33U, 64U}) {
    EXPECT_FALSE(IsDecrypted(EncryptedAs({.key_bytes = length}))) << length;
  }
  EXPECT_FALSE(IsDecrypted(EncryptedAs({.cipher = "aes128-cbc", .key_bytes = 32})));
}

TEST(XmlEncryption, IsRefusedWithAnyBitFlippedUnderGcm) {
  const std::string good = EncryptedAs({});
  const std::size_t begin = good.rfind("<xenc:CipherValue>") + 18;
  const std::size_t end = good.rfind("</xenc:CipherValue>") - 2;  // the last characters may be padding
  for (std::size_t at = begin; at < end; ++at) EXPECT_FALSE(IsDecrypted(Changed(good, at))) << at;
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(XmlEncryption, IsRefusedWhenItIsCutOrMadeUp) {
  const std::string good = EncryptedAs({});
  const std::size_t begin = good.rfind("<xenc:CipherValue>") + 18;
  const std::string value = good.substr(begin, good.rfind("</xenc:CipherValue>") - begin);
  for (const std::string& other : {std::string(), std::string("AAAA"), value.substr(0, 16), value.substr(0, 40), value + "AAAA",
                                   "!" + value, std::string("<x/>"), std::string(50'000, 'A')}) {
    EXPECT_FALSE(IsDecrypted(With(good, value, other))) << other.substr(0, 50);
  }
  EXPECT_FALSE(IsDecrypted("<saml:EncryptedAssertion/>"));
  EXPECT_FALSE(IsDecrypted(With(good, "<xenc:CipherData>", "<xenc:CipherData/><xenc:CipherData>")));
  EXPECT_FALSE(IsDecrypted(
      With(good, "</xenc:EncryptedData>", "</xenc:EncryptedData><xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"/>")));
}

TEST(XmlEncryption, FetchesNothing) {
  const std::string good = EncryptedAs({});
  const std::size_t begin = good.rfind("<xenc:CipherValue>");
  const std::string value = good.substr(begin, good.rfind("</xenc:CipherData>") - begin);
  for (const char* uri : {"http://127.0.0.1:1/x", "file:///etc/hostname", "#_r", ""}) {
    EXPECT_FALSE(IsDecrypted(With(good, value, "<xenc:CipherReference URI=\"" + std::string(uri) + "\"/>"))) << uri;
  }
}

TEST(XmlEncryption, HoldsOneElementAndNothingElse) {
  for (const char* text : {"", " ", "text", "<a/><b/>", "<a/>text", "<!-- --><a/>", "<?x y?><a/>", "<a>", "</around><around>",
                           "<a/></around><around>", "</around>", "<?xml version=\"1.0\"?><a/>", "<o:a/>", "<a/><!--", "\xFF\xFE"}) {
    EXPECT_FALSE(IsDecrypted(EncryptedAs({}, text))) << text;
  }
  EXPECT_TRUE(IsDecrypted(EncryptedAs({}, "\n <a/> \n")));
}

// Anybody can encrypt for us, so what comes out is as hostile as what came in.
TEST(XmlEncryption, ReadsWhatComesOutWithinTheSameBounds) {
  std::string bomb = "<!DOCTYPE r [<!ENTITY e0 'boom'>";
  for (int i = 1; i < 20; ++i) {
    const std::string before = "&e" + std::to_string(i - 1) + ";";
    bomb.append("<!ENTITY e" + std::to_string(i) + " '").append(before).append(before).append(before).append("'>");
  }
  bomb += "]><r>&e19;</r>";
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "<a>";
  for (int i = 0; i < 2000; ++i) deep += "</a>";
  std::string tag = "<a";
  for (int i = 0; i < 20'000; ++i) tag += " a" + std::to_string(i) + "=''";
  tag += "/>";
  for (const std::string& text :
       {bomb, std::string("<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><r>&e;</r>"), std::string("<r>&e;</r>"), deep, tag}) {
    const std::string encrypted = EncryptedAs({}, text);
    const std::clock_t start = std::clock();
    EXPECT_FALSE(IsDecrypted(encrypted)) << text.substr(0, 60);
    EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 3.0) << text.substr(0, 60);
  }
}

}  // namespace
}  // namespace rockpool::xml
