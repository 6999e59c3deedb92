// Assertions that are encrypted for the certificate that DescribeIdentityProvider shows.
#include <gtest/gtest.h>

#include "tests/federation/saml/saml_pool.h"

namespace rockpool::federation {
namespace {

using support::SamlResponse;

SamlResponse EncryptedFor(const SamlPool& pool, std::size_t key) {
  SamlResponse response = pool.Good();
  response.encrypt_for = support::SamlTestCertificate(key);
  return response;
}

TEST(EncryptedAssertion, IsDecryptedWithTheProvidersKey) {
  SamlPool pool;
  EXPECT_EQ(pool.OutcomeOf(EncryptedFor(pool, 2)), kSignedIn);
}

TEST(EncryptedAssertion, MayBeSignedByItsResponseAlone) {
  SamlPool pool;
  SamlResponse response = EncryptedFor(pool, 2);
  response.sign_assertion = false;
  response.sign_response = true;
  EXPECT_EQ(pool.OutcomeOf(response), kSignedIn);
}

// One text for all that is wrong with it, the signature inside included.
TEST(EncryptedAssertion, TellsNobodyWhyItCannotBeRead) {
  SamlPool pool;
  const std::string text = Refused("SAML Assertion signature is invalid. ");
  EXPECT_EQ(pool.OutcomeOf(EncryptedFor(pool, 1)), text);
  SamlResponse strange = EncryptedFor(pool, 2);
  strange.key = 1;
  EXPECT_EQ(pool.OutcomeOf(strange), text);
  std::string xml = SamlResponseXml(EncryptedFor(pool, 2));
  const std::string tag = "</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>";
  xml[xml.find(tag) - 8] ^= 1;
  EXPECT_EQ(pool.OutcomeOfXml(xml), text);
  pool.provider.encryption_key.clear();
  ++pool.provider.revision;
  EXPECT_EQ(pool.OutcomeOf(EncryptedFor(pool, 2)), text);
}

TEST(EncryptedAssertion, IsWantedWhereEncryptedResponsesSaysSo) {
  SamlPool pool;
  for (const char* wanted : {"true", "True"}) {
    pool.Set("EncryptedResponses", wanted);
    EXPECT_EQ(pool.OutcomeOf(pool.Good()), Refused("Responses must contain exactly one Encrypted Assertion")) << wanted;
  }
  EXPECT_EQ(pool.OutcomeOfXml(SamlResponseAround(pool.Good(), "")), Refused("Responses must contain exactly one Encrypted Assertion"));
  EXPECT_EQ(pool.OutcomeOf(EncryptedFor(pool, 2)), kSignedIn);
  pool.Set("EncryptedResponses", "false");
  SamlResponse plain = pool.Good();
  plain.assertion_id = "_plain";
  EXPECT_EQ(pool.OutcomeOf(plain), kSignedIn);
}

TEST(EncryptedAssertion, HoldsNothingButAnAssertion) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  const std::string text = Refused("SAML Assertion signature is invalid. ");
  for (const char* inside : {"no XML", "<a/>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"}) {
    const std::string encrypted = support::EncryptedSaml(inside, 2);
    EXPECT_EQ(pool.OutcomeOfXml(SamlResponseAround(response, encrypted)), text) << inside;
  }
  const std::string two = SamlAssertionXml(response) + SamlAssertionXml(response);
  EXPECT_EQ(pool.OutcomeOfXml(SamlResponseAround(response, support::EncryptedSaml(two, 2))), text);
}

}  // namespace
}  // namespace rockpool::federation
