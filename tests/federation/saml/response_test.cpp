// Each thing that is asked of a SAML response, and the text that the application gets when it is not so.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "server/crypto/base64.h"
#include "server/util/deflate.h"
#include "tests/federation/saml/saml_pool.h"

namespace rockpool::federation {
namespace {

using support::SamlResponse;

struct Row {
  const char* what;
  std::function<void(SamlResponse&)> change;
  std::string outcome;
};

void ExpectOutcomes(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    SamlPool pool;
    SamlResponse response = pool.Good();
    row.change(response);
    EXPECT_EQ(pool.OutcomeOf(response), row.outcome) << row.what;
  }
}

TEST(SamlResponse, TellsWhoItIs) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.attributes = {{"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", {"alice@idp.example"}},
                         {"Groups", {"admins", "a &amp; b"}},
                         {"blank", {""}},
                         {"none", {}},
                         {"groups", {"of another case"}}};
  const Claims claims = pool.Take(SamlResponseXml(response));
  EXPECT_EQ(claims.subject, "alice@idp.example");
  EXPECT_EQ(claims.issuer, "https://idp.example/entity");
  const std::map<std::string, std::vector<std::string>, std::less<>> values = {
      {"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", {"alice@idp.example"}},
      {"Groups", {"admins", "a & b"}},
      {"blank", {""}},
      {"groups", {"of another case"}}};
  EXPECT_EQ(claims.values, values);
  const SamlSession session{"alice@idp.example", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", "_session"};
  EXPECT_EQ(claims.saml, session);
}

TEST(SamlResponse, MayLeaveOutWhatNobodyNeeds) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.destination = std::nullopt;
  response.response_issuer = std::nullopt;
  response.name_id_format = std::nullopt;
  response.session_index = std::nullopt;
  response.not_before = std::nullopt;
  response.not_on_or_after = std::nullopt;
  response.attributes = {};
  const Claims claims = pool.Take(SamlResponseXml(response));
  EXPECT_EQ(claims.saml, (SamlSession{"alice@idp.example", "", ""}));
  EXPECT_TRUE(claims.values.empty());
}

TEST(SamlResponse, KeepsTheCaseOfTheNameAndDropsBlanksAroundIt) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.name_id = "\n  Alice@IdP.example\n";
  EXPECT_EQ(pool.OutcomeOf(response), "subject Alice@IdP.example");
}

TEST(SamlResponse, HasTheSessionOfItsFirstStatement) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.more = R"(<saml:AuthnStatement SessionIndex="_second"/>)";
  EXPECT_EQ(pool.Take(SamlResponseXml(response)).saml->session_index, "_session");
}

TEST(SamlResponse, IsHeldAgainstTheRequest) {
  const std::string mismatch = Refused("InResponseTo does not match the request");
  ExpectOutcomes({
      {"as it is", [](SamlResponse&) {}, kSignedIn},
      {"response to another", [](SamlResponse& r) { r.in_response_to = "_other"; }, mismatch},
      {"response to nobody", [](SamlResponse& r) { r.in_response_to = std::nullopt; }, mismatch},
      {"subject to another", [](SamlResponse& r) { r.subject_in_response_to = "_other"; }, mismatch},
      {"subject to nobody", [](SamlResponse& r) { r.subject_in_response_to = std::nullopt; }, mismatch},
      {"recipient", [](SamlResponse& r) { r.recipient = "https://other.example/saml2/idpresponse"; }, Refused("Recipient is not valid")},
      {"no recipient", [](SamlResponse& r) { r.recipient = std::nullopt; }, Refused("Recipient is not valid")},
      {"destination", [](SamlResponse& r) { r.destination = "https://other.example/"; }, Refused("Destination is not valid")},
      {"audience", [](SamlResponse& r) { r.audiences = {"urn:amazon:cognito:sp:us-east-1_Other"}; },
       Refused("Audience restriction is not valid")},
      {"no audience", [](SamlResponse& r) { r.audiences = {}; }, Refused("Audience restriction is not valid")},
      {"one of two audiences", [](SamlResponse& r) { r.audiences.insert(r.audiences.begin(), "urn:other"); }, kSignedIn},
      {"issuer", [](SamlResponse& r) { r.issuer = "https://other.example/"; }, Refused("Issuer is not valid")},
      {"no issuer", [](SamlResponse& r) { r.issuer = std::nullopt; }, Refused("Issuer is not valid")},
      {"issuer of the response", [](SamlResponse& r) { r.response_issuer = "https://other.example/"; }, Refused("Issuer is not valid")},
      {"no name", [](SamlResponse& r) { r.name_id = std::nullopt; }, Refused("NameID is missing")},
      {"blank name", [](SamlResponse& r) { r.name_id = " \n"; }, Refused("NameID is missing")},
  });
}

// The clock stands at 22:13:20 and may differ by 5 minutes.
TEST(SamlResponse, HoldsWithinItsTimes) {
  const std::string expired = Refused("Assertion is expired");
  const std::string early = Refused("Assertion is not yet valid");
  ExpectOutcomes({
      {"begins in 5 min", [](SamlResponse& r) { r.not_before = "2023-11-14T22:18:20Z"; }, kSignedIn},
      {"begins a moment later", [](SamlResponse& r) { r.not_before = "2023-11-14T22:18:20.001Z"; }, early},
      {"ended almost 5 min ago", [](SamlResponse& r) { r.not_on_or_after = "2023-11-14T22:08:20.001Z"; }, kSignedIn},
      {"ended 5 min ago", [](SamlResponse& r) { r.not_on_or_after = "2023-11-14T22:08:20Z"; }, expired},
      {"subject begins in 5 min", [](SamlResponse& r) { r.subject_not_before = "2023-11-14T22:18:20Z"; }, kSignedIn},
      {"subject begins later", [](SamlResponse& r) { r.subject_not_before = "2023-11-14T22:18:21Z"; }, early},
      {"subject ended almost 5 min ago", [](SamlResponse& r) { r.subject_not_on_or_after = "2023-11-14T22:08:20.001Z"; }, kSignedIn},
      {"subject ended 5 min ago", [](SamlResponse& r) { r.subject_not_on_or_after = "2023-11-14T22:08:20Z"; }, expired},
      {"subject never ends", [](SamlResponse& r) { r.subject_not_on_or_after = std::nullopt; }, expired},
      {"another time zone", [](SamlResponse& r) { r.not_on_or_after = "2023-11-15T00:13:20+02:00"; }, kSignedIn},
      {"no time", [](SamlResponse& r) { r.not_before = "yesterday"; }, Refused("Response is not valid")},
      {"issued long ago", [](SamlResponse& r) { r.issue_instant = "2020-01-01T00:00:00Z"; }, kSignedIn},
  });
}

TEST(SamlResponse, IsJudgedByWallTimeWhereverTheClockStands) {
  SamlPool pool;
  pool.service.clock.Advance(1'000'000'000);
  EXPECT_EQ(pool.OutcomeOf(pool.Good()), kSignedIn);
  SamlPool later;
  later.service.wall_clock.Advance(24LL * 60 * 60 * 1000);
  EXPECT_EQ(later.OutcomeOf(later.Good()), Refused("Assertion is expired"));
}

TEST(SamlResponse, TellsTheProvidersWordsWhereItRefuses) {
  ExpectOutcomes({
      {"code", [](SamlResponse& r) { r.status = "urn:oasis:names:tc:SAML:2.0:status:Responder"; },
       Refused("urn:oasis:names:tc:SAML:2.0:status:Responder")},
      {"message",
       [](SamlResponse& r) {
         r.status = "urn:oasis:names:tc:SAML:2.0:status:Requester";
         r.status_message = "No such user";
       },
       Refused("No such user")},
      {"long message",
       [](SamlResponse& r) {
         r.status = "urn:oasis:names:tc:SAML:2.0:status:Requester";
         r.status_message = std::string(255, 'x') + "\xC3\xA9\xC3\xA9";
       },
       Refused(std::string(255, 'x'))},
  });
}

TEST(SamlResponse, ThatRefusesNeedsNoSignatureAndNoAssertion) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.status = "urn:oasis:names:tc:SAML:2.0:status:Responder";
  EXPECT_EQ(pool.OutcomeOfXml(support::SamlResponseAround(response, "")), Refused("urn:oasis:names:tc:SAML:2.0:status:Responder"));
}

TEST(SamlResponse, TakesOneGoodConfirmationOfSeveral) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.sign_assertion = false;
  response.sign_response = true;
  std::string xml = SamlAssertionXml(response);
  const std::string bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
  xml.insert(xml.find("<saml:SubjectConfirmation "),
             "<saml:SubjectConfirmation Method=\"" + bearer + "\"><saml:SubjectConfirmationData/></saml:SubjectConfirmation>");
  EXPECT_EQ(pool.OutcomeOfXml(support::SignedSaml(support::SamlResponseAround(response, xml), response.response_id)), kSignedIn);
}

TEST(SamlResponse, NeedsABearer) {
  SamlPool pool;
  SamlResponse response = pool.Good();
  response.sign_assertion = false;
  std::string xml = SamlAssertionXml(response);
  xml.replace(xml.find("cm:bearer"), 9, "cm:holder-of-key");
  EXPECT_EQ(pool.OutcomeOfXml(support::SignedSaml(support::SamlResponseAround(response, xml), response.response_id)),
            Refused("Recipient is not valid"));
}

TEST(SamlResponse, ThatNobodyAskedForMustAnswerNothingAndBeNew) {
  SamlPool pool;
  EXPECT_EQ(pool.OutcomeOfUnasked(pool.Unasked()), kSignedIn);
  EXPECT_EQ(pool.OutcomeOfUnasked(pool.Good()), Refused("InResponseTo does not match the request"));
  SamlResponse response = pool.Unasked();
  response.subject_in_response_to = "_request";
  EXPECT_EQ(pool.OutcomeOfUnasked(response), Refused("InResponseTo does not match the request"));
  response = pool.Unasked();
  response.assertion_id = "_six_minutes";
  response.issue_instant = "2023-11-14T22:07:20Z";
  EXPECT_EQ(pool.OutcomeOfUnasked(response), kSignedIn);
  response.issue_instant = "2023-11-14T22:07:19Z";
  EXPECT_EQ(pool.OutcomeOfUnasked(response), Refused("Assertion is expired"));
  response.issue_instant = "2023-11-14T22:18:21Z";
  EXPECT_EQ(pool.OutcomeOfUnasked(response), Refused("Assertion is not yet valid"));
  response.issue_instant = "";
  EXPECT_EQ(pool.OutcomeOfUnasked(response), Refused("Response is not valid"));
}

TEST(SamlResponse, MayBeBrokenIntoLines) {
  SamlPool pool;
  std::string field = support::PostedSaml(SamlResponseXml(pool.Good()));
  for (std::size_t line = 76; line < field.size(); line += 78) field.insert(line, "\r\n");
  EXPECT_EQ(pool.OutcomeOfField(field), kSignedIn);
}

TEST(SamlResponse, IsNothingElse) {
  SamlPool pool;
  const std::string bad = Refused("Response is not valid");
  const std::string good = SamlResponseXml(pool.Good());
  EXPECT_EQ(pool.OutcomeOfField(""), bad);
  EXPECT_EQ(pool.OutcomeOfField("&&&"), bad);
  EXPECT_EQ(pool.OutcomeOfXml("no XML"), bad);
  EXPECT_EQ(pool.OutcomeOfXml("<a/>"), bad);
  EXPECT_EQ(pool.OutcomeOfXml(SamlAssertionXml(pool.Good())), bad);
  EXPECT_EQ(pool.OutcomeOfXml(support::SamlResponseAround(pool.Good(), "")), Refused("Responses must contain exactly one Assertion"));
  EXPECT_EQ(pool.OutcomeOfXml(good.substr(0, good.size() - 1)), bad);
  // What the HTTP-Redirect binding carries.
  EXPECT_EQ(pool.OutcomeOfField(crypto::Base64Encode(util::Deflate(good))), bad);
  std::string older = good;
  older.replace(older.find("Version=\"2.0\""), 13, "Version=\"1.1\"");
  EXPECT_EQ(pool.OutcomeOfXml(older), bad);
}

}  // namespace
}  // namespace rockpool::federation
