// What people send who are not the provider: each is refused, or signs in whom the provider has named and nobody else.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "tests/federation/saml/saml_pool.h"

namespace rockpool::federation {
namespace {

using support::SamlResponse;

const std::string kBadAssertion = Refused("SAML Assertion signature is invalid. ");
const std::string kBadResponse = Refused("SAML Response signature is invalid");
const std::string kNotValid = Refused("Response is not valid");
const std::string kNotOne = Refused("Responses must contain exactly one Assertion");

// The signature of a signed element, and the element without it.
struct Parted {
  std::string signature;
  std::string rest;
};

Parted PartSignature(const std::string& xml) {
  const std::size_t begin = xml.find("<ds:Signature");
  const std::string end_tag = "</ds:Signature>";
  const std::size_t end = xml.find(end_tag) + end_tag.size();
  return {xml.substr(begin, end - begin), xml.substr(0, begin) + xml.substr(end)};
}

// `inserted` before the first place where `mark` stands, or behind it.
std::string Before(std::string xml, const std::string& mark, const std::string& inserted) { return xml.insert(xml.find(mark), inserted); }
std::string Behind(std::string xml, const std::string& mark, const std::string& inserted) {
  return xml.insert(xml.find(mark) + mark.size(), inserted);
}

class WrappedResponse : public testing::Test {
 protected:
  WrappedResponse() {
    good = pool.Good();
    evil = good;
    evil.name_id = "eve@idp.example";
    evil.assertion_id = "_evil";
    evil.response_id = "_evil_response";
    evil.sign_assertion = false;
    signed_response = good;
    signed_response.sign_assertion = false;
    signed_response.sign_response = true;
  }

  // The evil response around these children of its Response element.
  std::string Outcome(const std::string& children) { return pool.OutcomeOfXml(support::SamlResponseAround(good, children)); }

  SamlPool pool;
  SamlResponse good;
  SamlResponse evil;
  SamlResponse signed_response;
};

TEST_F(WrappedResponse, HasTheSignedOneInsideItsSignature) {  // XSW 1
  const auto [signature, rest] = PartSignature(SamlResponseXml(signed_response));
  const std::string full = Before(signature, "</ds:Signature>", rest);
  EXPECT_EQ(pool.OutcomeOfXml(Before(SamlResponseXml(evil), "<samlp:Status>", full)), kBadResponse);
}

TEST_F(WrappedResponse, HasTheSignedOneBesideItsSignature) {  // XSW 2
  const auto [signature, rest] = PartSignature(SamlResponseXml(signed_response));
  EXPECT_EQ(pool.OutcomeOfXml(Before(SamlResponseXml(evil), "<samlp:Status>", rest + signature)), kBadResponse);
}

TEST_F(WrappedResponse, TakesTheIdOfTheSignedOne) {  // XSW 1 and 2, with the ID that the signature names
  evil.response_id = signed_response.response_id;
  const auto [signature, rest] = PartSignature(SamlResponseXml(signed_response));
  EXPECT_EQ(pool.OutcomeOfXml(Before(SamlResponseXml(evil), "<samlp:Status>", rest + signature)), kBadResponse);
  EXPECT_EQ(pool.OutcomeOfXml(Before(SamlResponseXml(evil), "<samlp:Status>", signature)), kBadResponse);
}

TEST_F(WrappedResponse, HasAnEvilAssertionBeforeTheSignedOne) {  // XSW 3
  const std::string original = SamlAssertionXml(good);
  EXPECT_EQ(Outcome(SamlAssertionXml(evil) + original), kNotOne);
  EXPECT_EQ(Outcome(original + SamlAssertionXml(evil)), kNotOne);
}

TEST_F(WrappedResponse, HasTheSignedAssertionInsideTheEvilOne) {  // XSW 4
  const std::string original = SamlAssertionXml(good);
  EXPECT_EQ(Outcome(Before(SamlAssertionXml(evil), "</saml:Assertion>", original)), kBadAssertion);
}

TEST_F(WrappedResponse, HasTheSignatureInTheEvilAssertion) {  // XSW 5
  const auto [signature, rest] = PartSignature(SamlAssertionXml(good));
  EXPECT_EQ(Outcome(Behind(SamlAssertionXml(evil), "</saml:Issuer>", signature) + rest), kNotOne);
}

TEST_F(WrappedResponse, HasTheSignedAssertionInTheSignatureOfTheEvilOne) {  // XSW 6
  const auto [signature, rest] = PartSignature(SamlAssertionXml(good));
  const std::string full = Before(signature, "</ds:Signature>", rest);
  EXPECT_EQ(Outcome(Behind(SamlAssertionXml(evil), "</saml:Issuer>", full)), kBadAssertion);
  evil.assertion_id = good.assertion_id;
  EXPECT_EQ(Outcome(Behind(SamlAssertionXml(evil), "</saml:Issuer>", full)), kBadAssertion);
}

TEST_F(WrappedResponse, HasTheEvilAssertionInExtensions) {  // XSW 7
  const std::string original = SamlAssertionXml(good);
  EXPECT_EQ(Outcome("<samlp:Extensions>" + SamlAssertionXml(evil) + "</samlp:Extensions>" + original), kSignedIn);
  evil.assertion_id = good.assertion_id;
  EXPECT_EQ(Outcome("<samlp:Extensions>" + SamlAssertionXml(evil) + "</samlp:Extensions>" + original), kBadAssertion);
}

TEST_F(WrappedResponse, HasTheSignedAssertionInAnObjectOfTheSignature) {  // XSW 8
  const auto [signature, rest] = PartSignature(SamlAssertionXml(good));
  const std::string full = Before(signature, "</ds:Signature>", "<ds:Object>" + rest + "</ds:Object>");
  for (const std::string& id : {evil.assertion_id, good.assertion_id}) {
    evil.assertion_id = id;
    EXPECT_EQ(Outcome(Behind(SamlAssertionXml(evil), "</saml:Issuer>", full)), kBadAssertion) << id;
  }
}

TEST_F(WrappedResponse, HasAnotherAssertionBesideAnEncryptedOne) {
  good.encrypt_for = support::SamlTestCertificate(2);
  const std::string both = Before(SamlResponseXml(good), "</samlp:Response>", SamlAssertionXml(evil));
  EXPECT_EQ(pool.OutcomeOfXml(both), kNotOne);
}

TEST(HostileResponse, WithoutASignatureIsNobodys) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.sign_assertion = false;
  EXPECT_EQ(pool.OutcomeOf(response), kBadAssertion);
  response.encrypt_for = support::SamlTestCertificate(2);
  EXPECT_EQ(pool.OutcomeOf(response), kBadAssertion);
}

// The stranger's certificate stands in KeyInfo, as the provider's would.
TEST(HostileResponse, OfAStrangerIsRefusedWhateverItsKeyInfo) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.key = 1;
  EXPECT_EQ(pool.OutcomeOf(response), kBadAssertion);
  response.sign_response = true;
  EXPECT_EQ(pool.OutcomeOf(response), kBadResponse);
}

// A good signature of the one does not make up for a bad one of the other.
TEST(HostileResponse, IsRefusedForEitherOfTwoSignatures) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.key = 1;
  const std::string strange = SamlAssertionXml(response);
  EXPECT_EQ(pool.OutcomeOfXml(support::SignedSaml(support::SamlResponseAround(pool.Good(), strange), "_response", 0)), kBadAssertion);
  const std::string good = SamlAssertionXml(pool.Good());
  EXPECT_EQ(pool.OutcomeOfXml(support::SignedSaml(support::SamlResponseAround(pool.Good(), good), "_response", 1)), kBadResponse);
}

TEST(HostileResponse, IsRefusedOnceAnythingSignedIsChanged) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  for (const bool whole : {false, true}) {
    response.sign_assertion = !whole;
    response.sign_response = whole;
    std::string xml = SamlResponseXml(response);
    for (const char* part : {"alice@idp.example</saml:NameID>", "alice@idp.example</saml:AttributeValue>"}) {
      std::string changed = xml;
      changed.replace(changed.find(part), 5, "mallo");
      EXPECT_EQ(pool.OutcomeOfXml(changed), whole ? kBadResponse : kBadAssertion) << part;
    }
    xml.replace(xml.find("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"), 49, "http://www.w3.org/2000/09/xmldsig#hmac-sha1");
    EXPECT_EQ(pool.OutcomeOfXml(xml), whole ? kBadResponse : kBadAssertion);
  }
}

// CVE-2017-11427 and others: canonical XML has no comments, so that they can be put in without breaking the signature.
TEST(HostileResponse, NamesTheSameWithCommentsInside) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.name_id = "alice@idp.example.evil.example";
  response.attributes = {{"email", {"alice@idp.example.evil.example"}}};
  std::string xml = SamlResponseXml(response);
  for (const char* tag : {"</saml:NameID>", "</saml:AttributeValue>"}) xml.insert(xml.find(tag) - 13, "<!-- -->");
  const Claims claims = pool.Take(xml);
  EXPECT_EQ(claims.subject, "alice@idp.example.evil.example");
  EXPECT_EQ(claims.values.at("email"), std::vector<std::string>{"alice@idp.example.evil.example"});
}

TEST(HostileResponse, CannotNameAnotherByWhatIsNotSigned) {
  SamlPool pool;
  const std::string statement =
      "<saml:AttributeStatement><saml:Attribute Name=\"email\"><saml:AttributeValue>eve@idp.example</saml:AttributeValue>"
      "</saml:Attribute></saml:AttributeStatement><saml:Subject><saml:NameID>eve</saml:NameID></saml:Subject>";
  const Claims claims = pool.Take(Before(SamlResponseXml(pool.Good()), "</samlp:Response>", statement));
  EXPECT_EQ(claims.subject, "alice@idp.example");
  EXPECT_EQ(claims.values.at("email"), std::vector<std::string>{"alice@idp.example"});
}

TEST(HostileResponse, DeclaresNoEntities) {
  SamlPool pool;
  const std::string xml = SamlResponseXml(pool.Good());
  const std::string bomb = "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
  EXPECT_EQ(pool.OutcomeOfXml(bomb + xml), kNotValid);
  EXPECT_EQ(pool.OutcomeOfXml("<!DOCTYPE r SYSTEM \"http://idp.example/x.dtd\">" + xml), kNotValid);
}

TEST(HostileResponse, IsNoLongerThanItMayBe) {
  SamlPool pool;
  EXPECT_EQ(pool.OutcomeOfField(std::string(1024UL * 1024, 'A')), Refused("Response is too large"));
  EXPECT_EQ(pool.OutcomeOfXml(std::string(600UL * 1024, ' ')), Refused("Response is too large"));
  // Two characters of UTF-8 each count once.
  const auto outcome_of = [&pool](std::size_t characters, bool whole) {
    SamlResponse response = pool.Good();
    response.assertion_id = "_of_" + std::to_string(characters) + (whole ? "_whole" : "");
    response.sign_assertion = !whole;
    response.sign_response = whole;
    std::string value;
    for (std::size_t i = 0; i < characters; ++i) value += "\xC3\xA9";
    response.attributes = {{"long", {value}}};
    return pool.OutcomeOf(response);
  };
  for (const bool whole : {false, true}) {
    EXPECT_EQ(outcome_of(98'000, whole), kSignedIn);
    EXPECT_EQ(outcome_of(100'001, whole), Refused("Assertion is too large"));
  }
}

TEST(HostileResponse, HasNoCharactersOfFourBytes) {
  SamlPool pool;
  const std::string text = Refused("Response has characters that are not supported");
  for (const char* name : {"\xF0\x9F\x98\x80", "&#x1F600;"}) {
    SamlResponse response = pool.Good();
    response.attributes = {{"name", {name}}};
    EXPECT_EQ(pool.OutcomeOf(response), text) << name;
    response.encrypt_for = support::SamlTestCertificate(2);
    EXPECT_EQ(pool.OutcomeOf(response), text) << name;
  }
}

TEST(HostileResponse, IsTakenOnce) {
  SamlPool pool;
  const std::string xml = SamlResponseXml(pool.Good());
  EXPECT_EQ(pool.OutcomeOfXml(xml), kSignedIn);
  EXPECT_EQ(pool.OutcomeOfXml(xml), Refused("Assertion has already been used"));
  SamlResponse next = pool.Good();
  next.assertion_id = "_next";
  EXPECT_EQ(pool.OutcomeOf(next), kSignedIn);
}

TEST(HostileResponse, ThatIsRefusedForAnotherReasonIsNotUsedUp) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.audiences = {};
  EXPECT_EQ(pool.OutcomeOf(response), Refused("Audience restriction is not valid"));
  EXPECT_EQ(pool.OutcomeOf(pool.Good()), kSignedIn);
}

TEST(HostileResponse, IsTakenOnceByThoseWhoSendItAtOnce) {
  SamlPool pool;
  const std::string xml = SamlResponseXml(pool.Good());
  std::vector<std::string> outcomes(4);
  std::vector<std::thread> threads;
  for (std::string& outcome : outcomes) {
    threads.emplace_back([&pool, &xml, &outcome] { outcome = pool.OutcomeOfXml(xml); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::ranges::count(outcomes, kSignedIn), 1);
  EXPECT_EQ(std::ranges::count(outcomes, Refused("Assertion has already been used")), 3);
}

TEST(HostileResponse, ForAnotherPoolIsForThatPool) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.audiences = {EntityIdOf(pool.service.CreatePool())};
  EXPECT_EQ(pool.OutcomeOf(response), Refused("Audience restriction is not valid"));
}

TEST(HostileResponse, OfAnotherProviderIsRefused) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.issuer = "https://other.example/entity";
  response.response_issuer = std::nullopt;
  response.key = 1;
  EXPECT_EQ(pool.OutcomeOf(response), kBadAssertion);
  // Two providers may have one key, as two tenants of a service have.
  response.key = 0;
  EXPECT_EQ(pool.OutcomeOf(response), Refused("Issuer is not valid"));
}

}  // namespace
}  // namespace rockpool::federation
