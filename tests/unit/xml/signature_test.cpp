#include "server/xml/signature.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <array>
#include <ctime>
#include <stdexcept>
#include <thread>
#include <vector>

#include "server/crypto/base64.h"
#include "server/crypto/certificate.h"
#include "server/crypto/digest.h"
#include "server/crypto/rsa_signing.h"
#include "tests/support/fake_key_stock.h"
#include "tests/unit/xml/any_signature.h"

namespace rockpool::xml {
namespace {

constexpr std::array<unsigned char, 4> kSerial{1, 2, 3, 4};
constexpr const char* kMore = "http://www.w3.org/2001/04/xmldsig-more#";

std::string CertificateOf(std::size_t key) {
  return crypto::SelfSignedCertificate(crypto::RsaKey::FromPem(support::TestKey(key)), "idp", {1'577'836'800, 4'733'510'400}, kSerial);
}

crypto::PublicKey KeyOf(std::size_t key) { return crypto::PublicKey::FromCertificate(CertificateOf(key)).value(); }

const std::vector<crypto::PublicKey>& Keys() {
  static const std::vector<crypto::PublicKey> keys = {KeyOf(0)};
  return keys;
}

// Signed as the templates in it say, by the provider.
std::string Signed(const std::string& xml) { return SignAsWritten(xml, support::TestKey(0)); }

std::string SignedAssertion(const Template& signature = {}) { return Signed(Response("_r", Assertion("_a", "alice", signature.Text()))); }

// The bytes signed of the first assertion in the response.
std::optional<std::string> BytesIn(const std::string& xml, std::span<const crypto::PublicKey> keys = Keys()) {
  const auto document = Document::Parse(xml);
  if (!document) return std::nullopt;
  const std::vector<Element> assertions = document->Root().Children(kAssertionSpace, "Assertion");
  return assertions.empty() ? std::nullopt : SignedBytes(*document, assertions.front(), keys);
}

double SecondsFor(const std::string& xml) {
  const std::clock_t start = std::clock();
  EXPECT_FALSE(BytesIn(xml).has_value());
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

TEST(XmlSignature, GivesTheBytesThatWereSignedWithoutTheSignature) { EXPECT_EQ(BytesIn(SignedAssertion()), Assertion("_a", "alice")); }

TEST(XmlSignature, IsMadeAsItIsRead) {
  const auto key = crypto::RsaKey::FromPem(support::TestKey(0));
  const std::string text = Sign(Response("_r", Assertion("_a", "alice")), "_a", key, CertificateOf(0));
  EXPECT_EQ(BytesIn(text), Assertion("_a", "alice"));
  EXPECT_NE(text.find("<saml:Issuer>idp</saml:Issuer><ds:Signature "), std::string::npos);
  EXPECT_NE(text.find("<ds:X509Certificate>" + CertificateOf(0) + "</ds:X509Certificate>"), std::string::npos);

  const std::string twice = Sign(text, "_r", key, CertificateOf(0));
  const auto document = Document::Parse(twice).value();
  ASSERT_TRUE(IsSigned(document.Root()));
  const auto response = Document::Parse(SignedBytes(document, document.Root(), Keys()).value()).value();
  EXPECT_FALSE(IsSigned(response.Root()));
  EXPECT_TRUE(SignedBytes(response, response.Root().Children(kAssertionSpace, "Assertion").at(0), Keys()).has_value());
}

TEST(XmlSignature, IsNotMadeOverWhatIsNotThere) {
  const auto key = crypto::RsaKey::FromPem(support::TestKey(0));
  EXPECT_THROW(Sign(Response("_r", ""), "_a", key, CertificateOf(0)), std::runtime_error);
  EXPECT_THROW(Sign("<r ID=''/>", "", key, CertificateOf(0)), std::runtime_error);
  EXPECT_THROW(Sign("no XML", "_a", key, CertificateOf(0)), std::runtime_error);
}

TEST(XmlSignature, IsTakenByEveryAllowedAlgorithm) {
  const std::vector<Template> allowed = {
      {.canonicalization = kInclusive},
      {.algorithm = "http://www.w3.org/2000/09/xmldsig#rsa-sha1", .digest = "http://www.w3.org/2000/09/xmldsig#sha1"},
      {.algorithm = std::string(kMore) + "rsa-sha384", .digest = std::string(kMore) + "sha384"},
      {.algorithm = std::string(kMore) + "rsa-sha512", .digest = "http://www.w3.org/2001/04/xmlenc#sha512"},
      {.transforms = {Transform(kEnveloped),
                      Transform(kExclusive,
                                R"(<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="xs samlp"/>)")}},
  };
  for (const Template& signature : allowed) EXPECT_TRUE(BytesIn(SignedAssertion(signature)).has_value()) << signature.Text();
}

TEST(XmlSignature, IsTakenByEcdsa) {
  // The key of RFC 7515, appendix A.3.
  constexpr std::string_view kPair = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjpsQnnGQmL+YBIff
H1136cspYG6+0iY7X1fCE9+E9LKhRANCAAR/zc4ncPbEXUGDy+5v20t7WAczNXvp
7xO6z248e9FURcfxRM0bvZt+hyzf7bnuufSzaV1uqQskrYpGIyiFiOWt
-----END PRIVATE KEY-----
)";
  const std::vector<crypto::PublicKey> keys = {
      crypto::PublicKey::FromEcJwk("P-256", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")
          .value()};
  const std::string xml = Response("_r", Assertion("_a", "alice", Template{.algorithm = std::string(kMore) + "ecdsa-sha256"}.Text()));
  EXPECT_EQ(BytesIn(SignAsWritten(xml, kPair), keys), Assertion("_a", "alice"));
  EXPECT_FALSE(BytesIn(SignedAssertion(), keys).has_value());
  EXPECT_FALSE(BytesIn(SignAsWritten(xml, kPair)).has_value());
}

TEST(XmlSignature, IsThatOfAnyOfTheKeysAndOfNoOther) {
  const std::string by_other = SignAsWritten(Response("_r", Assertion("_a", "alice", Template().Text())), support::TestKey(1));
  EXPECT_FALSE(BytesIn(by_other).has_value());
  const std::vector<crypto::PublicKey> both = {KeyOf(0), KeyOf(1)};
  EXPECT_TRUE(BytesIn(by_other, both).has_value());
  EXPECT_TRUE(BytesIn(SignedAssertion(), both).has_value());
  EXPECT_FALSE(BytesIn(SignedAssertion(), {}).has_value());
}

TEST(XmlSignature, IsNotBelievedForTheKeyThatItBringsAlong) {
  for (const std::string& info : {"<ds:X509Data><ds:X509Certificate>" + CertificateOf(1) + "</ds:X509Certificate></ds:X509Data>",
                                  std::string("<ds:RetrievalMethod URI=\"#_a\"/>"), std::string("<ds:KeyName>idp</ds:KeyName>")}) {
    const std::string text = SignAsWritten(Response("_r", Assertion("_a", "alice", Template().Text())), support::TestKey(1));
    const std::string with_key = With(text, "</ds:SignatureValue>", "</ds:SignatureValue><ds:KeyInfo>" + info + "</ds:KeyInfo>");
    EXPECT_FALSE(BytesIn(with_key).has_value());
    // Nor is a good one worse for it.
    EXPECT_TRUE(
        BytesIn(With(SignedAssertion(), "</ds:SignatureValue>", "</ds:SignatureValue><ds:KeyInfo>" + info + "</ds:KeyInfo>")).has_value());
  }
}

TEST(XmlSignature, IsNotTakenByAnyOtherTransform) {
  constexpr const char* kXslt =
      R"(<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/"><x/></xsl:template></xsl:stylesheet>)";
  const std::vector<std::vector<std::string>> refused = {
      {Transform(kEnveloped), Transform(kInclusive)},
      {Transform(kEnveloped), Transform(std::string(kInclusive) + "#WithComments")},
      {Transform(kEnveloped), Transform(std::string(kExclusive) + "WithComments")},
      {Transform(kEnveloped), Transform("http://www.w3.org/2006/12/xml-c14n11")},
      {Transform(kEnveloped),
       Transform("http://www.w3.org/TR/1999/REC-xpath-19991116", "<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath>")},
      {Transform(kEnveloped), Transform("http://www.w3.org/2002/06/xmldsig-filter2",
                                        R"(<f:XPath xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2" Filter="intersect">/</f:XPath>)")},
      {Transform(kEnveloped), Transform("http://www.w3.org/TR/1999/REC-xslt-19991116", kXslt)},
      {Transform(kEnveloped), Transform(kExclusive), Transform(kExclusive)},
  };
  for (const auto& transforms : refused) {
    const std::string text = SignedAssertion({.transforms = transforms});
    EXPECT_FALSE(BytesIn(text).has_value()) << text;
  }
}

TEST(XmlSignature, IsNotTakenByAnyOtherAlgorithm) {
  for (const Template& signature :
       {Template{.algorithm = std::string(kMore) + "rsa-md5"}, Template{.algorithm = std::string(kMore) + "rsa-sha224"},
        Template{.digest = std::string(kMore) + "md5"}, Template{.digest = std::string(kMore) + "sha224"},
        Template{.canonicalization = std::string(kInclusive) + "#WithComments"}}) {
    const std::string text = SignedAssertion(signature);
    EXPECT_FALSE(BytesIn(text).has_value()) << text;
  }
  for (const char* name : {"", "none", "RS256", "urn:unknown"}) {
    EXPECT_FALSE(BytesIn(With(SignedAssertion(), kRsaSha256, name)).has_value()) << name;
  }
}

TEST(XmlSignature, IsNoHmacUnderWhatEverybodyKnows) {
  const std::string xml = Response("_r", Assertion("_a", "mallory", Template{.algorithm = std::string(kMore) + "hmac-sha256"}.Text()));
  for (const std::string& secret : {CertificateOf(0), std::string(support::TestKey(0)), std::string("x")}) {
    EXPECT_FALSE(BytesIn(SignByHmac(xml, secret)).has_value());
  }
}

TEST(XmlSignature, RefersToItsElementByItsIdAlone) {
  for (const char* uri : {"", "#xpointer(/)", "#xpointer(id('_a'))", "#_r", "#"}) {
    std::string text;
    try {
      text = SignedAssertion({.uri = uri});
    } catch (const std::runtime_error&) {
      text = With(SignedAssertion(), "URI=\"#_a\"", "URI=\"" + std::string(uri) + "\"");  // xmlsec itself does not sign that
    }
    EXPECT_FALSE(BytesIn(text).has_value()) << uri;
  }
  for (const char* uri : {"http://127.0.0.1:1/x", "file:///etc/hostname", "_a", " #_a", "#_A", "#_a#_a"}) {
    EXPECT_FALSE(BytesIn(With(SignedAssertion(), "URI=\"#_a\"", "URI=\"" + std::string(uri) + "\"")).has_value()) << uri;
  }
  EXPECT_FALSE(BytesIn(Without(SignedAssertion(), " URI=\"#_a\"")).has_value());
}

TEST(XmlSignature, RefersToOneElement) {
  Template signature;
  signature.more_references = Reference({.uri = "#_r", .transforms = {Transform(kEnveloped), Transform(kExclusive)}});
  EXPECT_FALSE(BytesIn(SignedAssertion(signature)).has_value());
  signature.more_references = Reference({});
  EXPECT_FALSE(BytesIn(SignedAssertion(signature)).has_value());
}

// In its canonical form, since xmlsec itself signs nothing without a reference.
std::string SignedByHand(const std::string& references) {
  const std::string begin = R"(<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:CanonicalizationMethod Algorithm=")";
  const std::string signed_info = begin + kExclusive + R"("></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=")" + kRsaSha256 +
                                  R"("></ds:SignatureMethod>)" + references + "</ds:SignedInfo>";
  const std::string value = crypto::Base64Encode(crypto::SignRs256(crypto::RsaKey::FromPem(support::TestKey(0)), signed_info));
  return Response("_r", Assertion("_a", "alice",
                                  R"(<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">)" + signed_info + "<ds:SignatureValue>" +
                                      value + "</ds:SignatureValue></ds:Signature>"));
}

TEST(XmlSignature, RefersToSomething) {
  const std::string reference = R"(<ds:Reference URI="#_a"><ds:Transforms><ds:Transform Algorithm=")" + std::string(kEnveloped) +
                                R"("></ds:Transform><ds:Transform Algorithm=")" + kExclusive +
                                R"("></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm=")" + kSha256 +
                                R"("></ds:DigestMethod><ds:DigestValue>)" + crypto::Base64Encode(crypto::Sha256(Assertion("_a", "alice"))) +
                                "</ds:DigestValue></ds:Reference>";
  EXPECT_EQ(BytesIn(SignedByHand(reference)), Assertion("_a", "alice")) << "so it is signed well";
  EXPECT_FALSE(BytesIn(SignedByHand("")).has_value());
}

TEST(XmlSignature, HasNoObjectAndNoManifest) {
  EXPECT_FALSE(BytesIn(SignedAssertion({.behind = "<ds:Object>x</ds:Object>"})).has_value());
  EXPECT_FALSE(BytesIn(SignedAssertion({.behind = "<ds:Object><ds:Manifest>" + Reference({}) + "</ds:Manifest></ds:Object>"})).has_value());
}

TEST(XmlSignature, IsTheOnlyOneOfItsElement) {
  const std::string text = SignedAssertion();
  const std::string signature = SignatureIn(text);
  EXPECT_FALSE(BytesIn(With(text, signature, signature + signature)).has_value());
  EXPECT_FALSE(BytesIn(Without(text, signature)).has_value());
  EXPECT_FALSE(BytesIn(With(text, "<saml:Subject>", "<saml:Subject>" + signature)).has_value());
}

TEST(XmlSignature, IsRefusedWhereItsIdIsNotAlone) {
  const std::string text = SignedAssertion();
  for (const char* twin : {"<x ID=\"_a\"/>", "<x Id=\"_a\"/>", "<x id=\"_a\"/>", "<x xml:id=\"_a\"/>", "<x iD=\"_a\"/>",
                           "<x q:ID=\"_a\" xmlns:q=\"urn:q\"/>"}) {
    EXPECT_FALSE(BytesIn(With(text, "</samlp:Response>", std::string(twin) + "</samlp:Response>")).has_value()) << twin;
    EXPECT_FALSE(BytesIn(With(text, "<saml:Issuer>", std::string(twin) + "<saml:Issuer>")).has_value()) << twin;
  }
  EXPECT_TRUE(BytesIn(With(text, "</samlp:Response>", "<x ID=\"_b\"/></samlp:Response>")).has_value());
}

TEST(XmlSignature, IsRefusedWithAnIdThatIsNoName) {
  for (const char* id : {"", "a b", "a')|id('b", "a&quot;b", "(a)"}) {
    std::string text = SignedAssertion();
    text = With(With(text, "ID=\"_a\"", "ID=\"" + std::string(id) + "\""), "URI=\"#_a\"", "URI=\"#" + std::string(id) + "\"");
    EXPECT_FALSE(BytesIn(text).has_value()) << id;
  }
}

TEST(XmlSignature, IsRefusedWhenAnythingSignedWasChanged) {
  const std::string text = SignedAssertion();
  for (const auto& [part, other] :
       std::vector<std::array<const char*, 2>>{{"alice", "alicf"},
                                               {"<saml:Subject>", "<saml:Subject x=\"\">"},
                                               {"<saml:Subject>", " <saml:Subject>"},
                                               {"idp</saml:Issuer><ds", "evil</saml:Issuer><ds"},
                                               {"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_a", "urn:o\" ID=\"_a"},
                                               {"xmlenc#sha256", "xmlenc#sha512"},
                                               {"#enveloped-signature", "#base64"}}) {
    EXPECT_FALSE(BytesIn(With(text, part, other)).has_value()) << part;
  }
  const std::string value = text.substr(text.find("<ds:SignatureValue>") + 19, 20);
  for (const char* other : {"", "AAAA", "!!!!", "<x/>"}) EXPECT_FALSE(BytesIn(With(text, value, other)).has_value()) << other;
}

// What was signed has no comments: a text that one cuts in two is read whole (CVE-2017-11427 and its kind).
TEST(XmlSignature, LeavesCommentsOutOfWhatIsRead) {
  const std::string text = Signed(Response("_r", Assertion("_a", "alice@example.com.evil.example", Template().Text())));
  const std::string cut = With(text, "alice@example.com.evil", "alice@example.com<!-- -->.evil");
  const auto bytes = BytesIn(cut);
  ASSERT_TRUE(bytes.has_value());
  EXPECT_EQ(*bytes, Assertion("_a", "alice@example.com.evil.example"));
  EXPECT_FALSE(BytesIn(With(text, "alice@example.com.evil", "alice@example.com<?x y?>.evil")).has_value());
}

TEST(XmlSignature, LeavesTheDocumentAsItWas) {
  const std::string text = SignedAssertion();
  const auto document = Document::Parse(text).value();
  const Element assertion = document.Root().Children(kAssertionSpace, "Assertion").at(0);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(SignedBytes(document, assertion, Keys()).has_value());
  EXPECT_FALSE(SignedBytes(document, document.Root(), Keys()).has_value());
  EXPECT_EQ(document.Root().Xml(), text);
}

TEST(XmlSignature, LeavesNoErrorForTheNextUserOfOpenssl) {
  BytesIn(With(SignedAssertion(), "alice", "bob"));
  BytesIn(SignAsWritten(Response("_r", Assertion("_a", "alice", Template().Text())), support::TestKey(1)));
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(XmlSignature, IsVerifiedBySeveralThreadsAtOnce) {
  const std::string text = SignedAssertion();
  std::array<int, 4> verified{};
  {
    std::vector<std::jthread> threads;
    threads.reserve(verified.size());
    for (int& count : verified) {
      threads.emplace_back([&count, &text] {
        for (int i = 0; i < 20; ++i) count += BytesIn(text) && !BytesIn(With(text, "alice", "bob")) ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(verified, (std::array{20, 20, 20, 20}));
}

// Whoever cannot sign can still make others compute.
TEST(XmlSignature, IsRefusedInTimeThatTheLengthBounds) {
  std::string prefixes;
  for (int i = 0; i < 2000; ++i) prefixes += "p" + std::to_string(i) + " ";
  const std::string looked_up =
      "<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"" + prefixes + "\"/>";
  std::string elements;
  while (elements.size() < kMaxBytes / 2) elements += "<a/>";
  std::string transforms;
  while (transforms.size() < kMaxBytes / 2) transforms += Transform(kExclusive);
  std::string ids;
  for (int i = 0; ids.size() < kMaxBytes / 2; ++i) ids += "<a ID=\"i" + std::to_string(i) + "\"/>";

  const std::string text = SignedAssertion();
  EXPECT_LT(SecondsFor(With(text, "<saml:Subject>", elements + "<saml:Subject>")), 3.0);
  EXPECT_LT(SecondsFor(With(text, "</ds:Transforms>", transforms + "</ds:Transforms>")), 3.0);
  EXPECT_LT(
      SecondsFor(With(With(text, "xml-exc-c14n#\"/></ds:Transforms>", "xml-exc-c14n#\">" + looked_up + "</ds:Transform></ds:Transforms>"),
                      "<saml:Subject>", elements + "<saml:Subject>")),
      3.0);
  EXPECT_LT(SecondsFor(With(text, "<saml:Subject>", ids + "<saml:Subject>")), 3.0);
}

}  // namespace
}  // namespace rockpool::xml
