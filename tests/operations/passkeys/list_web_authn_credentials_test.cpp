#include <gtest/gtest.h>

#include "tests/operations/passkeys/registration_calls.h"

namespace rockpool::support {
namespace {

using ListWebAuthnCredentials = ConfiguredRegistrationTest;

TEST_F(ListWebAuthnCredentials, IsEmptyOfAUserWithout) { EXPECT_EQ(List().body, R"({"Credentials":[]})"); }

TEST_F(ListWebAuthnCredentials, TellsWhatThereIsToKnowOfEach) {
  Registration registration = DeviceNamed("phone").Register(CeremonyOf(Start()));
  registration.response_members = R"(,"transports":["internal","hybrid"])";
  registration.members = R"(,"authenticatorAttachment":"platform")";
  EXPECT_EQ(TryComplete(registration.Json()), kOk);
  service.clock.Advance(1000);
  registration = DeviceNamed("stick").Register(CeremonyOf(Start()));
  registration.response_members = R"(,"transports":["usb"])";
  registration.members = R"(,"authenticatorAttachment":"cross-platform")";
  EXPECT_EQ(TryComplete(registration.Json()), kOk);
  service.clock.Advance(1000);
  EXPECT_EQ(Register(DeviceNamed("plain")), kOk);
  EXPECT_EQ(
      List().body,
      R"({"Credentials":[{"AuthenticatorAttachment":"platform","AuthenticatorTransports":["internal","hybrid"],"CreatedAt":1700000000.000,)"
      R"("CredentialId":"cGhvbmU","FriendlyCredentialName":"Platform passkey","RelyingPartyId":"example.com"},)"
      R"({"AuthenticatorAttachment":"cross-platform","AuthenticatorTransports":["usb"],"CreatedAt":1700000001.000,)"
      R"("CredentialId":"c3RpY2s","FriendlyCredentialName":"Roaming passkey","RelyingPartyId":"example.com"},)"
      R"({"AuthenticatorTransports":[],"CreatedAt":1700000002.000,"CredentialId":"cGxhaW4","FriendlyCredentialName":"Platform passkey",)"
      R"("RelyingPartyId":"example.com"}]})");
}

TEST_F(ListWebAuthnCredentials, PagesInTheOrderOfRegistration) {
  for (const char* id : {"c", "a", "d", "b"}) {
    ASSERT_EQ(Register(DeviceNamed(id)), kOk);
    service.clock.Advance(1);
  }
  const Answer first = List(R"("MaxResults":2)");
  EXPECT_EQ(IdsIn(first), "c a");
  EXPECT_EQ(Delete("a"), kOk);
  const Answer second = List(R"("MaxResults":2,"NextToken":")" + first.TextAt("NextToken") + "\"");
  EXPECT_EQ(IdsIn(second), "d b");
  EXPECT_FALSE(second.Has("NextToken"));
  EXPECT_EQ(IdsIn(List(R"("MaxResults":0)")), "c d b");
}

TEST_F(ListWebAuthnCredentials, RefusesTokensOfOtherLists) {
  EXPECT_EQ(OutcomeOf(List(R"("NextToken":"garbage")")), "InvalidParameterException: Invalid NextToken given.");
  ASSERT_EQ(Register(DeviceNamed("a")), kOk);
  ASSERT_EQ(Register(DeviceNamed("b")), kOk);
  const std::string next = List(R"("MaxResults":1)").TextAt("NextToken");
  pool.CreateUser("bert");
  access_token = TokenOf(service, pool.client(), "bert");
  EXPECT_EQ(OutcomeOf(List(R"("NextToken":")" + next + "\"")), "InvalidParameterException: Invalid NextToken given.");
  EXPECT_EQ(IdsIn(List()), "");
}

TEST_F(ListWebAuthnCredentials, ShowsThoseOfAFormerRelyingPartyToo) {
  ASSERT_EQ(Register(DeviceNamed("old")), kOk);
  SetParty(R"("RelyingPartyId":"example.org")");
  service.clock.Advance(1);
  ASSERT_EQ(Register(DeviceNamed("new")), kOk);
  EXPECT_EQ(IdsIn(List()), "old new");
  EXPECT_EQ(List().TextAt("Credentials.1.RelyingPartyId"), "example.org");
}

}  // namespace
}  // namespace rockpool::support
