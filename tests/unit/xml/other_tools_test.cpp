// Messages that samlify 2.13 (npm) has made with TestKey(0), signing by xml-crypto 6.3 and encrypting by xml-encryption for the same key.
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "server/crypto/certificate.h"
#include "server/xml/encryption.h"
#include "server/xml/signature.h"
#include "tests/support/fake_key_stock.h"
#include "tests/unit/xml/any_signature.h"

namespace rockpool::xml {
namespace {

constexpr std::array<unsigned char, 4> kSerial{1, 2, 3, 4};

const crypto::RsaKey& Key() {
  static const crypto::RsaKey key = crypto::RsaKey::FromPem(support::TestKey(0));
  return key;
}

const std::vector<crypto::PublicKey>& Keys() {
  static const std::vector<crypto::PublicKey> keys = {
      crypto::PublicKey::FromCertificate(crypto::SelfSignedCertificate(Key(), "idp", {1'577'836'800, 4'733'510'400}, kSerial)).value()};
  return keys;
}

std::string Sample(const std::string& name) {
  std::ifstream file(std::string(ROCKPOOL_SOURCE_DIR) + "/tests/unit/xml/samples/" + name + ".xml");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string NameIn(const Element& assertion) {
  return assertion.Children(kAssertionSpace, "Subject").at(0).Children(kAssertionSpace, "NameID").at(0).Text();
}

// Of the assertion that the element is, by what was signed of it.
std::string SignedName(const Document& document, const Element& assertion) {
  const auto bytes = SignedBytes(document, assertion, Keys());
  return bytes ? NameIn(Document::Parse(*bytes)->Root()) : "refused";
}

Element AssertionIn(const Document& document) { return document.Root().Children(kAssertionSpace, "Assertion").at(0); }

TEST(OtherTools, SignAssertionsAsTheyAreVerified) {
  for (const char* name : {"assertion", "both"}) {
    const auto document = Document::Parse(Sample(name)).value();
    EXPECT_EQ(SignedName(document, AssertionIn(document)), "alice@example.com") << name;
    const auto changed =
        Document::Parse(With(Sample(name), ">alice@example.com</saml:NameID>", ">mallory@example.com</saml:NameID>")).value();
    EXPECT_EQ(SignedName(changed, AssertionIn(changed)), "refused") << name;
  }
}

TEST(OtherTools, SignResponsesAsTheyAreVerified) {
  for (const char* name : {"response", "both"}) {
    const auto document = Document::Parse(Sample(name)).value();
    const auto bytes = SignedBytes(document, document.Root(), Keys());
    ASSERT_TRUE(bytes.has_value()) << name;
    const auto response = Document::Parse(*bytes).value();
    EXPECT_EQ(NameIn(AssertionIn(response)), "alice@example.com");
    const auto changed = Document::Parse(With(Sample(name), "status:Success", "status:Responder")).value();
    EXPECT_FALSE(SignedBytes(changed, changed.Root(), Keys()).has_value()) << name;
  }
}

TEST(OtherTools, EncryptAssertionsAsTheyAreDecrypted) {
  for (const char* name : {"encrypted", "encrypted_gcm"}) {
    const auto document = Document::Parse(Sample(name)).value();
    const auto assertion = Decrypt(document.Root().Children(kAssertionSpace, "EncryptedAssertion").at(0), Key());
    ASSERT_TRUE(assertion.has_value()) << name;
    EXPECT_EQ(SignedName(*assertion, assertion->Root()), "alice@example.com") << name;
  }
}

}  // namespace
}  // namespace rockpool::xml
