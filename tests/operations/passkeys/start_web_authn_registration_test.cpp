#include <gtest/gtest.h>

#include "tests/operations/passkeys/registration_calls.h"

namespace rockpool::support {
namespace {

using StartWebAuthnRegistration = RegistrationTest;
using StartInConfiguredPool = ConfiguredRegistrationTest;

TEST_F(StartInConfiguredPool, AnswersOptionsAsBrowsersTakeThem) {
  EXPECT_EQ(Register(DeviceNamed("first")), kOk);
  const Answer answer = Start();
  const std::string sub = AttributeOf(service, pool.id(), "ada", "sub");
  EXPECT_EQ(
      answer.body,
      R"({"CredentialCreationOptions":{"authenticatorSelection":{"requireResidentKey":true,"residentKey":"required","userVerification":"preferred"},"challenge":")" +
          answer.TextAt("CredentialCreationOptions.challenge") + R"(","excludeCredentials":[{"id":")" + crypto::Base64UrlEncode("first") +
          R"(","type":"public-key"}],"pubKeyCredParams":[{"alg":-7,"type":"public-key"},{"alg":-257,"type":"public-key"}],)"
          R"("rp":{"id":"example.com","name":"example.com"},"timeout":60000,"user":{"displayName":"ada","id":")" +
          crypto::Base64UrlEncode(sub) + R"(","name":"ada"}}})");
  EXPECT_EQ(crypto::Base64UrlDecode(answer.TextAt("CredentialCreationOptions.challenge"))->size(), 32U);
}

TEST_F(StartInConfiguredPool, DrawsAnotherChallengeEachTime) {
  EXPECT_NE(Start().TextAt("CredentialCreationOptions.challenge"), Start().TextAt("CredentialCreationOptions.challenge"));
}

TEST_F(StartWebAuthnRegistration, RequiresVerificationWhereThePoolDoes) {
  const auto verification = [&] { return Start().TextAt("CredentialCreationOptions.authenticatorSelection.userVerification"); };
  SetParty(R"("RelyingPartyId":"example.com","UserVerification":"required")");
  EXPECT_EQ(verification(), "required");
  SetParty(R"("RelyingPartyId":"example.com","UserVerification":"preferred")");
  EXPECT_EQ(verification(), "preferred");
  SetParty(R"("RelyingPartyId":"example.com","FactorConfiguration":"MULTI_FACTOR_WITH_USER_VERIFICATION")");
  EXPECT_EQ(verification(), "required");
}

TEST_F(StartWebAuthnRegistration, NeedsARelyingPartyWhichIsTheConfiguredOneOrADomain) {
  EXPECT_EQ(OutcomeOf(Start()), "WebAuthnConfigurationMissingException: The user pool has no relying party ID.");
  const auto party = [&] { return Start().TextAt("CredentialCreationOptions.rp.id"); };
  EXPECT_EQ(pool.Try("CreateUserPoolDomain", R"("Domain":"login")"), kOk);
  EXPECT_EQ(party(), "login.auth.us-east-1.amazoncognito.com");
  EXPECT_EQ(
      pool.Try(
          "CreateUserPoolDomain",
          R"("Domain":"auth.example.com","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"})"),
      kOk);
  EXPECT_EQ(party(), "auth.example.com");
  SetParty(R"("UserVerification":"preferred")");
  EXPECT_EQ(party(), "auth.example.com") << "a configuration without a relying party names none";
  SetParty(R"("RelyingPartyId":"localhost")");
  EXPECT_EQ(party(), "localhost");
}

TEST_F(StartInConfiguredPool, ExcludesWhatTheUserHasForThisRelyingPartyAlone) {
  EXPECT_EQ(Register(DeviceNamed("first")), kOk);
  SetParty(R"("RelyingPartyId":"example.org")");
  EXPECT_EQ(Start().At("CredentialCreationOptions.excludeCredentials").Size(), 0U);
  SetParty(R"("RelyingPartyId":"example.com")");
  EXPECT_EQ(Start().At("CredentialCreationOptions.excludeCredentials").Size(), 1U);
}

TEST_F(StartInConfiguredPool, RefusesTheTwentyFirst) {
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(Register(DeviceNamed(std::to_string(i))), kOk);
  }
  EXPECT_EQ(OutcomeOf(Start()), kNoMorePasskeys);
  EXPECT_EQ(Delete("7"), kOk);
  EXPECT_EQ(OutcomeOf(Start()), kOk);
}

TEST_F(StartInConfiguredPool, NeedsAnAccessTokenOfAUser) {
  EXPECT_EQ(pool.TryBy("garbage", "StartWebAuthnRegistration"), "NotAuthorizedException: Invalid Access Token");
  EXPECT_EQ(pool.TryBy(access_token, "GlobalSignOut"), kOk);
  EXPECT_EQ(OutcomeOf(Start()), kRevoked);
}

class StartWithoutPasskeys : public RegistrationTest {
 protected:
  StartWithoutPasskeys() : RegistrationTest("") {}
};

TEST_F(StartWithoutPasskeys, RefusesAPoolThatDoesNotAllowThem) {
  SetParty(R"("RelyingPartyId":"example.com")");
  EXPECT_EQ(OutcomeOf(Start()), kNotEnabled);
}

class StartOnLite : public RegistrationTest {
 protected:
  StartOnLite() : RegistrationTest(R"(,"UserPoolTier":"LITE")") {}
};

TEST_F(StartOnLite, RefusesTheTierBeforeTheRest) {
  EXPECT_EQ(OutcomeOf(Start()), "FeatureUnavailableInTierException: This feature is not available in the current tier.");
}

}  // namespace
}  // namespace rockpool::support
