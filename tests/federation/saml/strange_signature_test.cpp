// Signatures by the provider's own key that say something else than that the assertion was signed: each is told in the words of a wrong
// one.
#include <gtest/gtest.h>

#include <functional>
#include <regex>
#include <string>

#include "server/crypto/base64.h"
#include "server/crypto/rsa_signing.h"
#include "tests/federation/saml/saml_pool.h"

namespace rockpool::federation {
namespace {

const std::string kBadSignature = Refused("SAML Assertion signature is invalid. ");

std::string Replaced(std::string text, const std::string& part, const std::string& other) {
  const std::size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return text.replace(at, part.size(), other);
}

std::string Between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t at = text.find(begin);
  return text.substr(at, text.find(end, at) + end.size() - at);
}

// Exclusive canonical XML of a SignedInfo that declares nothing itself: its namespace, and tags of their own where an element is empty.
std::string Canonical(const std::string& signed_info) {
  const std::string closed = std::regex_replace(signed_info, std::regex("<([a-zA-Z0-9:]+)([^<>]*)/>"), "<$1$2></$1>");
  return Replaced(closed, "<ds:SignedInfo>", R"(<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">)");
}

class StrangeSignature : public testing::Test {
 protected:
  // Of a good response whose SignedInfo was changed before the provider signed it.
  std::string OutcomeOfChanged(const std::function<std::string(std::string)>& change) {
    const std::string good = SamlResponseXml(pool.Good());
    const std::string signed_info = Between(good, "<ds:SignedInfo>", "</ds:SignedInfo>");
    const std::string value = Between(good, "<ds:SignatureValue>", "</ds:SignatureValue>");
    const std::string changed = change(signed_info);
    const std::string signature = crypto::Base64Encode(crypto::SignRs256(support::SamlTestKey(0), Canonical(changed)));
    const std::string xml = Replaced(good, value, "<ds:SignatureValue>" + signature + "</ds:SignatureValue>");
    return pool.OutcomeOfXml(Replaced(xml, signed_info, changed));
  }
  // Where one of its two transforms is another one.
  std::string OutcomeOfTransform(const std::string& algorithm, const std::string& content) {
    return OutcomeOfChanged([&](const std::string& signed_info) {
      return Replaced(signed_info, R"(<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>)",
                      R"(<ds:Transform Algorithm=")" + algorithm + R"(">)" + content + "</ds:Transform>");
    });
  }

  SamlPool pool;
};

TEST_F(StrangeSignature, IsGoodWhereNothingWasChanged) {
  EXPECT_EQ(OutcomeOfChanged([](const std::string& signed_info) { return signed_info; }), kSignedIn) << "else this file proves nothing";
}

TEST_F(StrangeSignature, IsOverNothing) {
  EXPECT_EQ(OutcomeOfChanged([](const std::string& signed_info) {
              return Replaced(signed_info, Between(signed_info, "<ds:Reference", "</ds:Reference>"), "");
            }),
            kBadSignature);
}

// Which selects what the transform in its place does, so that the digest is right.
TEST_F(StrangeSignature, SelectsByXPath) {
  EXPECT_EQ(OutcomeOfTransform("http://www.w3.org/TR/1999/REC-xpath-19991116", "<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath>"),
            kBadSignature);
}

TEST_F(StrangeSignature, RunsXslt) {
  constexpr const char* kFetching =
      R"xsl(<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/">)xsl"
      R"xsl(<xsl:copy-of select="document('http://127.0.0.1:1/')"></xsl:copy-of></xsl:template></xsl:stylesheet>)xsl";
  EXPECT_EQ(OutcomeOfTransform("http://www.w3.org/TR/1999/REC-xslt-19991116", kFetching), kBadSignature);
}

TEST_F(StrangeSignature, RefersToWhatIsElsewhere) {
  for (const char* uri : {"http://127.0.0.1:1/signed.xml", "https://idp.example/signed.xml", "file:///etc/hostname", ""}) {
    EXPECT_EQ(OutcomeOfChanged([&](const std::string& signed_info) {
                return Replaced(signed_info, R"(URI="#_assertion")", R"(URI=")" + std::string(uri) + '"');
              }),
              kBadSignature)
        << uri;
  }
  EXPECT_TRUE(pool.service.network.requests.empty());
}

}  // namespace
}  // namespace rockpool::federation
