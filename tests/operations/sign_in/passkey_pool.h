// A pool whose users have passkeys, and the authenticator that holds the other halves.
#pragma once

#include <string>
#include <utility>

#include "server/web_authn/virtual_authenticator.h"
#include "tests/operations/sign_in/choice_pool.h"

namespace rockpool::support {

// Members of SetUserPoolMfaConfig.
inline constexpr const char* kSingleFactor = R"("WebAuthnConfiguration":{"RelyingPartyId":"localhost"})";
inline constexpr const char* kForBothFactors =
    R"("WebAuthnConfiguration":{"RelyingPartyId":"localhost","FactorConfiguration":"MULTI_FACTOR_WITH_USER_VERIFICATION",)"
    R"("UserVerification":"required"})";

// Appended to the request for the pool: no codes by SMS, which each change of its MFA would have to name.
inline constexpr const char* kPasskeysToo =
    R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP","WEB_AUTHN"]}},)"
    R"("EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@example.com"})";

class PasskeyTest : public testing::Test {
 protected:
  explicit PasskeyTest(const std::string& mfa) {
    EXPECT_EQ(pool.Try("SetUserPoolMfaConfig", mfa), kOk);
    pool.AddUser("alice", {{"email", "alice@example.com"}, {"email_verified", "true"}});
  }

  void Register(const std::string& name, web_authn::Manner manner = {}) {
    const std::string token = TextMember("AccessToken", pool.AccessTokenOf(name));
    const Answer begun = service.Call("StartWebAuthnRegistration", "{" + token + "}");
    ASSERT_EQ(OutcomeOf(begun), kOk);
    const std::string made = authenticator.Create(begun.At("CredentialCreationOptions"), std::move(manner));
    ASSERT_EQ(OutcomeOf(service.Call("CompleteWebAuthnRegistration", "{" + token + R"(,"Credential":)" + made + "}")), kOk);
  }

  // The proof that a WEB_AUTHN question asks for.
  std::string ProofFor(const Answer& asked, web_authn::Manner manner = {}) {
    rapidjson::Document options;
    options.Parse(asked.TextAt("ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS").c_str());
    return authenticator.Prove(options, std::move(manner));
  }
  Answer Prove(const Answer& asked, web_authn::Manner manner = {}) {
    return pool.AnswerTo(asked, "alice", {{"CREDENTIAL", ProofFor(asked, std::move(manner))}});
  }

  void TurnTokenOn() {
    pool.AddToken("alice");
    EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "alice", R"("SoftwareTokenMfaSettings":{"Enabled":true})"), kOk);
  }

  TestService service;
  ChoicePool pool{service, kPasskeysToo};
  web_authn::VirtualAuthenticator authenticator{service.world().random};
};

}  // namespace rockpool::support
