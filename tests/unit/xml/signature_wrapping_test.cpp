// One good signature, moved so that who looks for it and who reads find different elements ("On Breaking SAML", USENIX Security 2012; the
// eight ways and their numbers are those of the SAML Raider).
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "server/crypto/certificate.h"
#include "server/xml/signature.h"
#include "tests/support/fake_key_stock.h"
#include "tests/unit/xml/any_signature.h"

namespace rockpool::xml {
namespace {

constexpr std::array<unsigned char, 4> kSerial{1, 2, 3, 4};

const std::vector<crypto::PublicKey>& Keys() {
  static const std::vector<crypto::PublicKey> keys = {
      crypto::PublicKey::FromCertificate(
          crypto::SelfSignedCertificate(crypto::RsaKey::FromPem(support::TestKey(0)), "idp", {1'577'836'800, 4'733'510'400}, kSerial))
          .value()};
  return keys;
}

// As a message is read: whatever is signed is read again from its bytes, and something has to be.
std::optional<std::string> NameIn(const std::string& message) {
  std::optional<Document> document = Document::Parse(message);
  if (!document) return std::nullopt;
  const bool response_is_signed = IsSigned(document->Root());
  if (response_is_signed) {
    const auto bytes = SignedBytes(*document, document->Root(), Keys());
    if (!bytes) return std::nullopt;
    document = Document::Parse(*bytes);
  }
  const auto assertions = document->Root().Children(kAssertionSpace, "Assertion");
  if (assertions.size() != 1) return std::nullopt;
  std::optional<Document> assertion = Document::Parse(assertions[0].Xml());
  if (IsSigned(assertions[0])) {
    const auto bytes = SignedBytes(*document, assertions[0], Keys());
    if (!bytes) return std::nullopt;
    assertion = Document::Parse(*bytes);
  } else if (!response_is_signed) {
    return std::nullopt;
  }
  return assertion->Root().Children(kAssertionSpace, "Subject").at(0).Children(kAssertionSpace, "NameID").at(0).Text();
}

void AddElements(const Element& element, std::vector<Element>& all) {
  all.push_back(element);
  for (const char* space :
       {"urn:oasis:names:tc:SAML:2.0:assertion", "urn:oasis:names:tc:SAML:2.0:protocol", "http://www.w3.org/2000/09/xmldsig#"}) {
    for (const char* name : {"Assertion", "Response", "Extensions", "Signature", "Object", "Subject", "SubjectConfirmation"}) {
      for (const Element& child : element.Children(space, name)) AddElements(child, all);
    }
  }
}

// Wherever one looks for a signed element, it is not that of the attacker.
bool VouchesForMallory(const std::string& message) {
  const auto document = Document::Parse(message);
  if (!document) return false;
  std::vector<Element> elements;
  AddElements(document->Root(), elements);
  for (const Element& element : elements) {
    const auto bytes = SignedBytes(*document, element, Keys());
    if (bytes && bytes->find("mallory") != std::string::npos) return true;
  }
  return false;
}

std::string Signed(const std::string& xml) { return SignAsWritten(xml, support::TestKey(0)); }

// A response of the provider: its assertion is signed, or itself.
const std::string& GoodAssertionSigned() {
  static const std::string text = Signed(Response("_r", Assertion("_a", "alice", Template().Text())));
  return text;
}
const std::string& GoodResponseSigned() {
  static const std::string text = Signed(Response("_r", Assertion("_a", "alice"), Template{.uri = "#_r"}.Text()));
  return text;
}

std::string SignedAssertionAlone() {
  const std::string& text = GoodAssertionSigned();
  const std::size_t begin = text.find("<saml:Assertion");
  return text.substr(begin, text.find("</samlp:Response>") - begin);
}

void ExpectRefused(const std::string& message) {
  ASSERT_TRUE(Document::Parse(message).has_value()) << message;
  EXPECT_EQ(NameIn(message), std::nullopt) << message;
  EXPECT_FALSE(VouchesForMallory(message)) << message;
}

TEST(SignatureWrapping, IsNeededToReadAnybodyElse) {
  EXPECT_EQ(NameIn(GoodAssertionSigned()), "alice");
  EXPECT_EQ(NameIn(GoodResponseSigned()), "alice");
  EXPECT_EQ(NameIn(Response("_r", Assertion("_a", "mallory"))), std::nullopt);
}

TEST(SignatureWrapping, FailsWithTheResponseInItsSignature1) {
  const std::string signature = SignatureIn(GoodResponseSigned());
  const std::string good = Without(GoodResponseSigned(), signature);
  ExpectRefused(Response("_e", Assertion("_a2", "mallory"), With(signature, "</ds:Signature>", good + "</ds:Signature>")));
  ExpectRefused(Response("_e", Assertion("_a2", "mallory"),
                         With(signature, "</ds:Signature>", "<ds:Object>" + good + "</ds:Object></ds:Signature>")));
}

TEST(SignatureWrapping, FailsWithTheResponseBesideItsSignature2) {
  const std::string signature = SignatureIn(GoodResponseSigned());
  const std::string good = Without(GoodResponseSigned(), signature);
  ExpectRefused(Response("_e", Assertion("_a2", "mallory"), good + signature));
  ExpectRefused(Response("_e", Assertion("_a2", "mallory"), signature + good));
}

TEST(SignatureWrapping, FailsWithAnotherAssertionBeforeOrBehind3) {
  ExpectRefused(Response("_r", Assertion("_e", "mallory") + SignedAssertionAlone()));
  ExpectRefused(Response("_r", SignedAssertionAlone() + Assertion("_e", "mallory")));
}

TEST(SignatureWrapping, FailsWithTheAssertionInAnother4) {
  ExpectRefused(Response("_r", With(Assertion("_e", "mallory"), "</saml:Subject>", "</saml:Subject>" + SignedAssertionAlone())));
  ExpectRefused(Response("_r", With(Assertion("_e", "mallory"), "<saml:Subject>", SignedAssertionAlone() + "<saml:Subject>")));
}

TEST(SignatureWrapping, FailsWithItsSignatureInAnotherAssertion5) {
  const std::string signature = SignatureIn(SignedAssertionAlone());
  const std::string good = Without(SignedAssertionAlone(), signature);
  ExpectRefused(Response("_r", Assertion("_e", "mallory", signature) + good));
  ExpectRefused(Response("_r", Assertion("_e", "mallory", signature)));
  ExpectRefused(Response("_r", Assertion("_a", "mallory", signature)));
}

TEST(SignatureWrapping, FailsWithTheAssertionInItsSignatureInAnother6) {
  const std::string signature = SignatureIn(SignedAssertionAlone());
  const std::string good = Without(SignedAssertionAlone(), signature);
  ExpectRefused(Response("_r", Assertion("_e", "mallory", With(signature, "</ds:Signature>", good + "</ds:Signature>"))));
}

TEST(SignatureWrapping, FailsWithAnExtensionOfTheSameId7) {
  const std::string extension = "<samlp:Extensions>" + Assertion("_a", "mallory") + "</samlp:Extensions>";
  ExpectRefused(Response("_r", extension + SignedAssertionAlone()));
  ExpectRefused(Response("_r", "<samlp:Extensions>" + SignedAssertionAlone() + "</samlp:Extensions>" + Assertion("_a", "mallory")));
  ExpectRefused(Response("_r", "<samlp:Extensions>" + SignedAssertionAlone() + "</samlp:Extensions>" + Assertion("_e", "mallory")));
}

TEST(SignatureWrapping, FailsWithTheAssertionInAnObject8) {
  const std::string signature = SignatureIn(SignedAssertionAlone());
  const std::string good = Without(SignedAssertionAlone(), signature);
  const std::string object = "<ds:Object>" + good + "</ds:Object></ds:Signature>";
  ExpectRefused(Response("_r", Assertion("_e", "mallory", With(signature, "</ds:Signature>", object))));
  ExpectRefused(Response("_r", Assertion("_a", "mallory", With(signature, "</ds:Signature>", object))));
}

TEST(SignatureWrapping, FailsWithTheIdsExchanged) {
  const std::string signature = SignatureIn(SignedAssertionAlone());
  const std::string good = Without(SignedAssertionAlone(), signature);
  // The attacker's assertion bears the ID that is referred to, and the good one the same in another spelling of the attribute.
  ExpectRefused(Response("_r", Assertion("_a", "mallory", signature) + With(good, " ID=", " Id=")));
  ExpectRefused(Response("_r", With(Assertion("_a", "mallory", signature), " ID=", " xml:id=") + good));
}

}  // namespace
}  // namespace rockpool::xml
