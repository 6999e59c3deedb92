// WEB_AUTHN as the first factor of USER_AUTH.
#include <gtest/gtest.h>

#include "tests/operations/sign_in/passkey_pool.h"
#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/support/users.h"
#include "tests/support/watched_store.h"

namespace rockpool::support {
namespace {

constexpr const char* kWithPasskey = R"(["PASSWORD_SRP","PASSWORD","EMAIL_OTP","WEB_AUTHN"])";

class PasskeySignIn : public PasskeyTest {
 protected:
  PasskeySignIn() : PasskeyTest(std::string(R"("MfaConfiguration":"OFF",)") + kSingleFactor) {}
};

TEST_F(PasskeySignIn, IsOfferedToWhoHasOne) {
  EXPECT_EQ(NextOf(pool.Choose("alice", "WEB_AUTHN")), "SELECT_CHALLENGE");
  EXPECT_EQ(OfferedIn(pool.Choose("alice")), R"(["PASSWORD_SRP","PASSWORD","EMAIL_OTP"])");
  Register("alice");
  EXPECT_EQ(OfferedIn(pool.Choose("alice")), kWithPasskey);
}

TEST_F(PasskeySignIn, TakesAProofOfTheChallenge) {
  Register("alice");
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  ASSERT_EQ(NextOf(asked), "WEB_AUTHN");
  EXPECT_EQ(OfferedIn(asked), kWithPasskey);
  EXPECT_EQ(asked.At("ChallengeParameters").MemberCount(), 1U);
  EXPECT_EQ(NextOf(pool.AnswerTo(asked, "alice", {})), "InvalidParameterException: Missing required parameter CREDENTIAL");
  EXPECT_EQ(NextOf(Prove(asked)), "tokens");
  EXPECT_EQ(NextOf(Prove(asked)), kUsedSession);
}

TEST_F(PasskeySignIn, CanBeChosen) {
  Register("alice");
  const Answer asked = pool.Select("alice", "WEB_AUTHN");
  ASSERT_EQ(NextOf(asked), "WEB_AUTHN");
  EXPECT_EQ(NextOf(Prove(asked)), "tokens");
}

TEST_F(PasskeySignIn, AsksAnewForACredentialThatCameAlongWithTheChoice) {
  Register("alice");
  const std::string proof = ProofFor(pool.Choose("alice", "WEB_AUTHN"));
  EXPECT_EQ(NextOf(pool.Select("alice", "WEB_AUTHN", {{"CREDENTIAL", proof}})), "WEB_AUTHN");
}

TEST_F(PasskeySignIn, TakesNoProofOfAnotherChallengeAndEndsItsSession) {
  Register("alice");
  const std::string earlier = ProofFor(pool.Choose("alice", "WEB_AUTHN"));
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  EXPECT_EQ(NextOf(pool.AnswerTo(asked, "alice", {{"CREDENTIAL", earlier}})), kIncorrectPassword);
  EXPECT_EQ(NextOf(Prove(asked)), kUsedSession);
}

TEST_F(PasskeySignIn, TakesNoProofOfAnotherPage) {
  Register("alice");
  web_authn::Manner elsewhere;
  elsewhere.origin = "https://localhost.example.com";
  EXPECT_EQ(NextOf(Prove(pool.Choose("alice", "WEB_AUTHN"), elsewhere)), kIncorrectPassword);
}

TEST_F(PasskeySignIn, TakesNothingThatIsNoProof) {
  Register("alice");
  for (const char* garbage : {"x", "{}", "[]", R"({"id":"AAAA","type":"public-key"})"}) {
    EXPECT_EQ(NextOf(pool.AnswerTo(pool.Choose("alice", "WEB_AUTHN"), "alice", {{"CREDENTIAL", garbage}})), kIncorrectPassword) << garbage;
  }
}

TEST_F(PasskeySignIn, LocksNobodyOut) {
  Register("alice");
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(NextOf(pool.AnswerTo(pool.Choose("alice", "WEB_AUTHN"), "alice", {{"CREDENTIAL", "x"}})), kIncorrectPassword);
  }
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
}

TEST_F(PasskeySignIn, IsOfTheUserWhoIsNamed) {
  Register("alice");
  pool.AddUser("bob");
  Register("bob");
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  rapidjson::Document options;
  options.Parse(pool.Choose("bob", "WEB_AUTHN").TextAt("ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS").c_str());
  const std::string of_bob = authenticator.Prove(options, {});
  EXPECT_EQ(NextOf(pool.AnswerTo(asked, "alice", {{"CREDENTIAL", of_bob}})), kIncorrectPassword);
}

TEST_F(PasskeySignIn, EndsWithThePasskey) {
  Register("alice");
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  const std::string token = TextMember("AccessToken", pool.AccessTokenOf("alice"));
  const Answer list = service.Call("ListWebAuthnCredentials", "{" + token + "}");
  const std::string id = list.At("Credentials")[0]["CredentialId"].GetString();
  EXPECT_EQ(OutcomeOf(service.Call("DeleteWebAuthnCredential", "{" + token + "," + TextMember("CredentialId", id) + "}")), kOk);
  EXPECT_EQ(NextOf(Prove(asked)), kIncorrectPassword);
  EXPECT_EQ(NextOf(pool.Choose("alice", "WEB_AUTHN")), "SELECT_CHALLENGE");
}

TEST_F(PasskeySignIn, LetsNobodyInWhoIsDisabled) {
  Register("alice");
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  EXPECT_NE(NextOf(Prove(asked)), "tokens");
}

TEST_F(PasskeySignIn, TakesTheProofInTheWriteThatGivesTheTokens) {
  Register("alice");
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  const std::int64_t before = service.writes();
  EXPECT_EQ(NextOf(Prove(asked)), "tokens");
  EXPECT_EQ(service.writes() - before, 1);
}

TEST_F(PasskeySignIn, GivesTokensToOneOfTwoThatProveItAtOnce) {
  Register("alice");
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  const std::string proof = ProofFor(asked);
  const auto prove = [&] { return NextOf(pool.AnswerTo(asked, "alice", {{"CREDENTIAL", proof}})); };
  std::string first;
  WatchedStore::BeforeNextWrite([&] { first = prove(); });
  EXPECT_EQ(prove(), kUsedSession);
  EXPECT_EQ(first, "tokens");
}

TEST_F(PasskeySignIn, TakesNoCountThatAnotherProofHasReachedMeanwhile) {
  Register("alice");
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  const Answer other = pool.Choose("alice", "WEB_AUTHN");
  const std::string proof = ProofFor(asked);
  std::string later;
  WatchedStore::BeforeNextWrite([&] { later = NextOf(Prove(other)); });
  EXPECT_EQ(NextOf(pool.AnswerTo(asked, "alice", {{"CREDENTIAL", proof}})), kIncorrectPassword);
  EXPECT_EQ(later, "tokens");
}

TEST_F(PasskeySignIn, TakesNoPasskeyThatIsRemovedWhileItIsProved) {
  Register("alice");
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  const std::string token = TextMember("AccessToken", pool.AccessTokenOf("alice"));
  const std::string id = service.Call("ListWebAuthnCredentials", "{" + token + "}").At("Credentials")[0]["CredentialId"].GetString();
  WatchedStore::BeforeNextWrite(
      [&] { service.Call("DeleteWebAuthnCredential", "{" + token + "," + TextMember("CredentialId", id) + "}"); });
  EXPECT_NE(NextOf(Prove(asked)), "tokens");
}

TEST_F(PasskeySignIn, LetsNobodyInWhoIsNotOfferedItAnyMoreWhileItIsProved) {
  Register("alice");
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  WatchedStore::BeforeNextWrite([&] { SetStatus(service, pool.id(), "alice", api::UserStatusType::EXTERNAL_PROVIDER); });
  EXPECT_EQ(NextOf(Prove(asked)), "NotAuthorizedException: Invalid session for the user.");
}

TEST_F(PasskeySignIn, LetsNobodyInWhoIsDisabledWhileItIsProved) {
  Register("alice");
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  WatchedStore::BeforeNextWrite([&] { EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk); });
  EXPECT_EQ(NextOf(Prove(asked)), "NotAuthorizedException: User is disabled.");
}

TEST_F(PasskeySignIn, IsNotAskedOfWhoIsDeletedMeanwhile) {
  Register("alice");
  WatchedStore::BeforeNextWrite([&] { EXPECT_EQ(pool.TryOn("AdminDeleteUser", "alice"), kOk); });
  EXPECT_EQ(NextOf(pool.Choose("alice", "WEB_AUTHN")), "NotAuthorizedException: Invalid session for the user.");
}

// It is asked for as the call has seen it, and the proof of it is worth nothing.
TEST_F(PasskeySignIn, IsTakenByNobodyWhereItIsRemovedWhileItIsAsked) {
  Register("alice");
  const std::string token = TextMember("AccessToken", pool.AccessTokenOf("alice"));
  const std::string id = service.Call("ListWebAuthnCredentials", "{" + token + "}").At("Credentials")[0]["CredentialId"].GetString();
  WatchedStore::BeforeNextWrite(
      [&] { service.Call("DeleteWebAuthnCredential", "{" + token + "," + TextMember("CredentialId", id) + "}"); });
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  ASSERT_EQ(NextOf(asked), "WEB_AUTHN");
  EXPECT_EQ(NextOf(Prove(asked)), kIncorrectPassword);
}

// A passkey of one factor does not stand in for the second one.
class PasskeyBesideMfa : public PasskeyTest {
 protected:
  PasskeyBesideMfa()
      : PasskeyTest(std::string(R"("MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{"Enabled":true},)") + kSingleFactor) {}
};

TEST_F(PasskeyBesideMfa, IsNotOfferedToWhoHasASecondFactorOn) {
  Register("alice");
  EXPECT_EQ(OfferedIn(pool.Choose("alice")), kWithPasskey);
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  TurnTokenOn();
  EXPECT_EQ(OfferedIn(pool.Choose("alice")), R"(["PASSWORD_SRP","PASSWORD"])");
  EXPECT_EQ(NextOf(Prove(asked)), "NotAuthorizedException: Invalid session for the user.");
}

TEST_F(PasskeyBesideMfa, LetsNobodyInWhoTurnsASecondFactorOnMeanwhile) {
  Register("alice");
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  WatchedStore::BeforeNextWrite([&] { TurnTokenOn(); });
  EXPECT_EQ(NextOf(Prove(asked)), "NotAuthorizedException: Invalid session for the user.");
}

class PasskeyForBothFactors : public PasskeyTest {
 protected:
  PasskeyForBothFactors()
      : PasskeyTest(std::string(R"("MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{"Enabled":true},)") + kForBothFactors) {
    Register("alice");
  }
};

TEST_F(PasskeyForBothFactors, StandsForBoth) {
  TurnTokenOn();
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  ASSERT_EQ(NextOf(asked), "WEB_AUTHN");
  EXPECT_EQ(OfferedIn(asked), R"(["PASSWORD_SRP","PASSWORD","WEB_AUTHN"])");
  EXPECT_EQ(NextOf(Prove(asked)), "tokens");
}

TEST_F(PasskeyForBothFactors, NeedsTheUserToBeVerified) {
  web_authn::Manner unverified;
  unverified.is_user_verified = false;
  EXPECT_EQ(NextOf(Prove(pool.Choose("alice", "WEB_AUTHN"), unverified)), kIncorrectPassword);
}

TEST_F(PasskeyForBothFactors, CanBeASecondFactorBesideAnother) {
  const auto prefer = [&](const char* members) { return pool.TryOn("AdminSetUserMFAPreference", "alice", members); };
  const char* on = R"("WebAuthnMfaSettings":{"Enabled":true})";
  EXPECT_EQ(prefer(on), "InvalidParameterException: User does not have delivery config set to turn on WEB_AUTHN") << "it would be alone";
  TurnTokenOn();
  EXPECT_EQ(prefer(on), kOk);
  EXPECT_EQ(JsonAt(pool.Show("alice"), "UserMFASettingList"), R"(["SOFTWARE_TOKEN_MFA","WEB_AUTHN"])");

  const Answer select = pool.ByPassword("alice");
  ASSERT_EQ(NextOf(select), "SELECT_MFA_TYPE");
  EXPECT_EQ(select.TextAt("ChallengeParameters.MFAS_CAN_CHOOSE"), R"(["SOFTWARE_TOKEN_MFA","WEB_AUTHN"])");
  const Answer asked = pool.AnswerTo(select, "alice", {{"ANSWER", "WEB_AUTHN"}});
  ASSERT_EQ(NextOf(asked), "WEB_AUTHN");
  EXPECT_FALSE(asked.Has("AvailableChallenges"));
  EXPECT_EQ(NextOf(Prove(asked)), "tokens");
}

TEST_F(PasskeyForBothFactors, IsNoSecondFactorAloneAnyMore) {
  TurnTokenOn();
  const auto prefer = [&](const char* members) { return pool.TryOn("AdminSetUserMFAPreference", "alice", members); };
  EXPECT_EQ(prefer(R"("WebAuthnMfaSettings":{"Enabled":true})"), kOk);
  EXPECT_EQ(prefer(R"("SoftwareTokenMfaSettings":{"Enabled":false})"), kOk);
  EXPECT_FALSE(pool.Show("alice").Has("UserMFASettingList"));
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
}

// As the pool's change of its relying party does, a page at another host does.
TEST_F(PasskeyForBothFactors, IsNotPassedOverWhereItIsTheLastSecondFactorAndCannotBeAskedFor) {
  const auto configure = [&](const std::string& members) {
    return pool.Try("SetUserPoolMfaConfig", R"("MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{"Enabled":true},)" + members);
  };
  ASSERT_EQ(configure(R"("EmailMfaConfiguration":{},)" + std::string(kForBothFactors)), kOk);
  ASSERT_EQ(
      pool.TryOn("AdminSetUserMFAPreference", "alice", R"("EmailMfaSettings":{"Enabled":true},"WebAuthnMfaSettings":{"Enabled":true})"),
      kOk);
  ASSERT_EQ(configure(kForBothFactors), kOk);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "WEB_AUTHN");
  std::string elsewhere = kForBothFactors;
  elsewhere.replace(elsewhere.find("localhost"), 9, "example.com");
  ASSERT_EQ(configure(elsewhere), kOk);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "InvalidParameterException: MFA is required but the user has no available MFA method.");
  EXPECT_EQ(OfferedIn(pool.Choose("alice")), R"(["PASSWORD_SRP","PASSWORD"])") << "nor does a code become the only factor";
  ASSERT_EQ(configure(kForBothFactors), kOk);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "WEB_AUTHN") << "the passkeys are the relying party's again";
  ASSERT_EQ(configure(elsewhere), kOk);
  EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "alice", R"("WebAuthnMfaSettings":{"Enabled":false})"), kOk);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens") << "an administrator lets her in";
}

TEST_F(PasskeyForBothFactors, IsAFirstFactorWhereASecondOneIsRequired) {
  EXPECT_EQ(pool.Try("UpdateUserPool", R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}})"), kOk);
  EXPECT_EQ(pool.Try("SetUserPoolMfaConfig",
                     std::string(R"("MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true},)") + kForBothFactors),
            kOk);
  const Answer asked = pool.Choose("alice", "WEB_AUTHN");
  ASSERT_EQ(NextOf(asked), "WEB_AUTHN");
  EXPECT_EQ(OfferedIn(asked), R"(["PASSWORD_SRP","PASSWORD","WEB_AUTHN"])");
  EXPECT_EQ(NextOf(Prove(asked)), "tokens");
}

}  // namespace
}  // namespace rockpool::support
