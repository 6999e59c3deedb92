// What a device is to a sign-in: offered, named by DEVICE_KEY, and proved in the place of a second factor.
#include <gtest/gtest.h>

#include "server/sign_in/authenticator_code.h"
#include "tests/operations/devices/device_pool.h"
#include "tests/operations/sign_in/custom_auth_pool.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/jwt.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

constexpr const char* kWrong = "NotAuthorizedException: Incorrect username or password.";

class DeviceSignIn : public testing::Test {
 protected:
  // Alice is asked for a code from now on.
  void TurnOnMfa() {
    SetMfa(pool, "OPTIONAL", "sms token");
    pool.AddToken("alice");
    EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "alice", R"("SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  }
  // The second factor behind the password.
  Answer GiveCode(const Answer& asked) const {
    EXPECT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA");
    Answer entered = pool.Respond("SOFTWARE_TOKEN_MFA", asked.TextAt("Session"),
                                  {{"USERNAME", "alice"}, {"SOFTWARE_TOKEN_MFA_CODE", pool.CodeOf("alice")}});
    EXPECT_EQ(NextOf(entered), "tokens");
    return entered;
  }
  // A device that was offered behind it.
  ClientsDevice EnrollByCode() const {
    const Answer entered = GiveCode(pool.ByPassword("alice"));
    ClientsDevice device = DevicePool::OfferedBy(entered);
    EXPECT_EQ(OutcomeOf(pool.Confirm(AccessTokenIn(entered), device)), kOk);
    return device;
  }
  std::string Status(const ClientsDevice& device, const std::string& status) {
    return pool.TryOn("AdminUpdateDeviceStatus", "alice", KeyMember(device) + "," + TextMember("DeviceRememberedStatus", status));
  }

  TestService service;
  DevicePool pool{service};
};

TEST_F(DeviceSignIn, OffersANewOneEachTimeThatNoneIsNamed) {
  const Answer first = pool.ByPassword("alice");
  const Answer second = pool.ByPassword("alice");
  EXPECT_TRUE(OffersDevice(first));
  EXPECT_NE(DevicePool::OfferedBy(first).key, DevicePool::OfferedBy(second).key);
  EXPECT_EQ(DevicePool::OfferedBy(first).group_key, DevicePool::OfferedBy(second).group_key);
  EXPECT_TRUE(OffersDevice(pool.BySrp("alice")));
  EXPECT_TRUE(NamesOfClaims(AccessTokenIn(first)).starts_with("sub device_key iss")) << NamesOfClaims(AccessTokenIn(first));
  EXPECT_EQ(ClaimOf(first.TextAt("AuthenticationResult.IdToken"), "device_key"), "");
}

TEST_F(DeviceSignIn, AsksForTheSecondFactorOnceMoreOnADeviceThatWasConfirmedWithoutIt) {
  const ClientsDevice device = pool.Enroll();
  ASSERT_EQ(NextOf(pool.SignInOn(device)), "DEVICE_SRP_AUTH") << "while there is no second factor";
  TurnOnMfa();
  const Answer entered = GiveCode(pool.SignInOn(device));
  EXPECT_FALSE(OffersDevice(entered)) << "it is the device still";
  EXPECT_EQ(ClaimOf(AccessTokenIn(entered), "device_key"), '"' + device.key + '"');
  EXPECT_EQ(NextOf(pool.ProveDevice(pool.SignInOn(device), device)), "tokens");
}

TEST_F(DeviceSignIn, AsksOnceMoreWhereTheDeviceWasNotRememberedYet) {
  const ClientsDevice device = pool.Enroll();
  EXPECT_EQ(Status(device, "not_remembered"), kOk);
  TurnOnMfa();
  EXPECT_TRUE(OffersDevice(GiveCode(pool.SignInOn(device))));
  EXPECT_EQ(Status(device, "remembered"), kOk);
  EXPECT_EQ(NextOf(pool.SignInOn(device)), "SOFTWARE_TOKEN_MFA");
}

TEST_F(DeviceSignIn, TakesNoProofOfADeviceForASecondFactorThatWasProvedOnIt) {
  const ClientsDevice device = pool.Enroll();
  EXPECT_EQ(NextOf(pool.ProveDevice(pool.SignInOn(device), device)), "tokens");
  TurnOnMfa();
  EXPECT_EQ(NextOf(pool.SignInOn(device)), "SOFTWARE_TOKEN_MFA");
}

TEST_F(DeviceSignIn, ProvesARememberedDeviceInThePlaceOfTheSecondFactor) {
  TurnOnMfa();
  const ClientsDevice device = EnrollByCode();
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "SOFTWARE_TOKEN_MFA");
  const Answer asked = pool.SignInOn(device);
  ASSERT_EQ(NextOf(asked), "DEVICE_SRP_AUTH");
  EXPECT_EQ(asked.At("ChallengeParameters").MemberCount(), 0u);
  const Answer begun = pool.BeginDeviceProof(asked, device);
  ASSERT_EQ(NextOf(begun), "DEVICE_PASSWORD_VERIFIER");
  EXPECT_EQ(begun.At("ChallengeParameters").MemberCount(), 5u);
  EXPECT_EQ(begun.TextAt("ChallengeParameters.DEVICE_KEY"), device.key);
  EXPECT_EQ(begun.TextAt("ChallengeParameters.USERNAME"), "alice");
  const Answer entered = pool.Respond("DEVICE_PASSWORD_VERIFIER", begun.TextAt("Session"), pool.DeviceProofOf(begun, device));
  ASSERT_EQ(NextOf(entered), "tokens");
  EXPECT_FALSE(OffersDevice(entered));
  EXPECT_EQ(ClaimOf(AccessTokenIn(entered), "device_key"), '"' + device.key + '"');
}

TEST_F(DeviceSignIn, TakesTheKeyWithTheProofOfThePasswordToo) {
  const ClientsDevice device = pool.Enroll();
  const Answer asked = pool.Initiate("USER_SRP_AUTH", {{"USERNAME", "alice"}, {"SRP_A", SrpClient().public_hex()}});
  EXPECT_EQ(NextOf(pool.ProveDevice(pool.Prove(asked, kRightPassword, {{"DEVICE_KEY", device.key}}), device)), "tokens");
  const Answer named_before =
      pool.Initiate("USER_SRP_AUTH", {{"USERNAME", "alice"}, {"SRP_A", SrpClient().public_hex()}, {"DEVICE_KEY", device.key}});
  EXPECT_EQ(NextOf(pool.Prove(named_before)), "DEVICE_SRP_AUTH");
}

TEST_F(DeviceSignIn, AsksForTheSecondFactorWhereADeviceDoesNotStandInForIt) {
  const DevicePool strict(service, R"(,"DeviceConfiguration":{"ChallengeRequiredOnNewDevice":false})");
  const ClientsDevice device = strict.Enroll();
  const Answer entered = strict.SignInOn(device);
  EXPECT_EQ(NextOf(entered), "tokens");
  EXPECT_FALSE(OffersDevice(entered));
  EXPECT_EQ(ClaimOf(AccessTokenIn(entered), "device_key"), '"' + device.key + '"');
  SetMfa(strict, "OPTIONAL", "sms");
  EXPECT_EQ(strict.TryOn("AdminSetUserMFAPreference", "alice", R"("SMSMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  EXPECT_EQ(NextOf(strict.SignInOn(device)), "SMS_MFA");
}

TEST_F(DeviceSignIn, TreatsADeviceThatIsNotRememberedAsNone) {
  const ClientsDevice device = pool.Enroll();
  TurnOnMfa();
  EXPECT_EQ(Status(device, "not_remembered"), kOk);
  const Answer asked = pool.SignInOn(device);
  ASSERT_EQ(NextOf(asked), "SOFTWARE_TOKEN_MFA");
  const Answer entered = pool.Respond("SOFTWARE_TOKEN_MFA", asked.TextAt("Session"),
                                      {{"USERNAME", "alice"}, {"SOFTWARE_TOKEN_MFA_CODE", pool.CodeOf("alice")}});
  EXPECT_EQ(NextOf(entered), "tokens");
  EXPECT_TRUE(OffersDevice(entered));
}

TEST_F(DeviceSignIn, TellsOfAKeyThatIsNoneOfTheUsersBehindTheRightPassword) {
  const ClientsDevice device = pool.Enroll();
  pool.AddUser("bob");
  const Pairs of_bob{{"USERNAME", "bob"}, {"PASSWORD", kRightPassword}, {"DEVICE_KEY", device.key}};
  EXPECT_EQ(NextOf(pool.Initiate("USER_PASSWORD_AUTH", of_bob)), kNoDevice);
  EXPECT_EQ(NextOf(pool.SignInOn({"us-east-1_" + std::string(100'000, 'a'), ""})), kNoDevice);
  EXPECT_EQ(NextOf(pool.Initiate("USER_PASSWORD_AUTH", {{"USERNAME", "bob"}, {"PASSWORD", "Wrong-Pass1"}, {"DEVICE_KEY", device.key}})),
            kWrong);
  const Answer asked =
      pool.Initiate("USER_SRP_AUTH", {{"USERNAME", "bob"}, {"SRP_A", SrpClient().public_hex()}, {"DEVICE_KEY", device.key}});
  ASSERT_EQ(NextOf(asked), "PASSWORD_VERIFIER");
  EXPECT_EQ(NextOf(pool.Prove(asked, kRightPassword, {{"DEVICE_KEY", device.key}})), kNoDevice);
  EXPECT_EQ(NextOf(pool.Prove(asked)), "tokens") << "amazon-cognito-identity-js gives the proof again, without the key";
}

TEST_F(DeviceSignIn, RefusesAWrongProofAndEndsTheSignIn) {
  const ClientsDevice device = pool.Enroll();
  ClientsDevice thief = device;
  thief.secret = "another secret";
  const Answer begun = pool.BeginDeviceProof(pool.SignInOn(device), thief);
  EXPECT_EQ(NextOf(pool.Respond("DEVICE_PASSWORD_VERIFIER", begun.TextAt("Session"), pool.DeviceProofOf(begun, thief))), kWrong);
  EXPECT_EQ(NextOf(pool.Respond("DEVICE_PASSWORD_VERIFIER", begun.TextAt("Session"), pool.DeviceProofOf(begun, device))),
            "NotAuthorizedException: Invalid session for the user, session can only be used once.");
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(NextOf(pool.ProveDevice(pool.SignInOn(device), thief)), kWrong);
  }
  EXPECT_EQ(NextOf(pool.ProveDevice(pool.SignInOn(device), device)), "tokens") << "nobody is locked out by it";
}

TEST_F(DeviceSignIn, RefusesTheAnswerOfAnotherDevice) {
  const ClientsDevice device = pool.Enroll();
  const ClientsDevice other = pool.Enroll();
  const Answer asked = pool.SignInOn(device);
  EXPECT_EQ(NextOf(pool.BeginDeviceProof(asked, other)), kBadDeviceKey);
  const Answer begun = pool.BeginDeviceProof(asked, device);
  ASSERT_EQ(NextOf(begun), "DEVICE_PASSWORD_VERIFIER") << "it has cost the session nothing";
  Pairs proof = pool.DeviceProofOf(begun, device);
  proof["DEVICE_KEY"] = other.key;
  EXPECT_EQ(NextOf(pool.Respond("DEVICE_PASSWORD_VERIFIER", begun.TextAt("Session"), proof)), kBadDeviceKey);
}

TEST_F(DeviceSignIn, TakesNoAliasForTheNameInTheAnswersOfADevice) {
  const DevicePool named(service, std::string(kDeviceInsteadOfMfa) + R"(,"AliasAttributes":["email"])");
  ASSERT_EQ(named.TryOn("AdminUpdateUserAttributes", "alice",
                        R"("UserAttributes":)" + AttributeList({{"email", "alice@example.com"}, {"email_verified", "true"}})),
            kOk);
  const ClientsDevice device = named.Enroll();
  const Answer asked =
      named.Initiate("USER_PASSWORD_AUTH", {{"USERNAME", "alice@example.com"}, {"PASSWORD", kRightPassword}, {"DEVICE_KEY", device.key}});
  ASSERT_EQ(NextOf(asked), "DEVICE_SRP_AUTH");
  const Pairs by_alias{{"USERNAME", "alice@example.com"}, {"DEVICE_KEY", device.key}, {"SRP_A", SrpClient().public_hex()}};
  EXPECT_EQ(NextOf(named.Respond("DEVICE_SRP_AUTH", asked.TextAt("Session"), by_alias)), kBadDeviceKey);
  const Answer begun = named.BeginDeviceProof(asked, device);
  ASSERT_EQ(NextOf(begun), "DEVICE_PASSWORD_VERIFIER") << "it has cost the session nothing";
  Pairs proof = named.DeviceProofOf(begun, device);
  proof["USERNAME"] = "alice@example.com";
  EXPECT_EQ(NextOf(named.Respond("DEVICE_PASSWORD_VERIFIER", begun.TextAt("Session"), proof)), kBadDeviceKey);
}

TEST_F(DeviceSignIn, NeedsWhatAnAnswerIsMadeOf) {
  const ClientsDevice device = pool.Enroll();
  const Answer asked = pool.SignInOn(device);
  const auto answer = [&](const Pairs& responses) { return NextOf(pool.Respond("DEVICE_SRP_AUTH", asked.TextAt("Session"), responses)); };
  EXPECT_EQ(answer({{"USERNAME", "alice"}, {"SRP_A", "2"}}), "InvalidParameterException: Missing required parameter DEVICE_KEY");
  EXPECT_EQ(answer({{"USERNAME", "alice"}, {"DEVICE_KEY", device.key}}), "InvalidParameterException: Missing required parameter SRP_A");
  EXPECT_EQ(answer({{"USERNAME", "alice"}, {"DEVICE_KEY", device.key}, {"SRP_A", "0"}}), "InvalidParameterException: Invalid SRP_A.");
  const Answer begun = pool.BeginDeviceProof(asked, device);
  Pairs proof = pool.DeviceProofOf(begun, device);
  EXPECT_EQ(NextOf(pool.Respond("DEVICE_PASSWORD_VERIFIER", asked.TextAt("Session"), proof)),
            "NotAuthorizedException: Invalid session for the user.")
      << "of another question";
  EXPECT_EQ(NextOf(pool.Respond("DEVICE_PASSWORD_VERIFIER", "", proof)), "tokens") << "the secret block names the question";
}

TEST_F(DeviceSignIn, EndsWithADeviceThatIsForgottenMeanwhile) {
  const ClientsDevice device = pool.Enroll();
  const Answer begun = pool.BeginDeviceProof(pool.SignInOn(device), device);
  EXPECT_EQ(pool.TryOn("AdminForgetDevice", "alice", KeyMember(device)), kOk);
  EXPECT_EQ(NextOf(pool.Respond("DEVICE_PASSWORD_VERIFIER", begun.TextAt("Session"), pool.DeviceProofOf(begun, device))), kNoDevice);
  EXPECT_EQ(NextOf(pool.SignInOn(device)), kNoDevice);
}

TEST_F(DeviceSignIn, EndsWithADeviceThatIsNotRememberedAnyMore) {
  const ClientsDevice device = pool.Enroll();
  const Answer begun = pool.BeginDeviceProof(pool.SignInOn(device), device);
  EXPECT_EQ(Status(device, "not_remembered"), kOk);
  EXPECT_EQ(NextOf(pool.Respond("DEVICE_PASSWORD_VERIFIER", begun.TextAt("Session"), pool.DeviceProofOf(begun, device))), kNoDevice);
}

TEST_F(DeviceSignIn, ComesBehindANewPassword) {
  const ClientsDevice device = pool.Enroll();
  EXPECT_EQ(pool.TryOn("AdminSetUserPassword", "alice", TextMember("Password", kRightPassword)), kOk);
  const Answer asked = pool.SignInOn(device);
  ASSERT_EQ(NextOf(asked), "NEW_PASSWORD_REQUIRED");
  const Answer next =
      pool.Respond("NEW_PASSWORD_REQUIRED", asked.TextAt("Session"), {{"USERNAME", "alice"}, {"NEW_PASSWORD", "Another-Pass1"}});
  EXPECT_EQ(NextOf(pool.ProveDevice(next, device)), "tokens");
}

TEST_F(DeviceSignIn, IsPassedOverInAPoolThatDoesNotTrackDevices) {
  const DevicePool untracked(service, "");
  const Answer entered = untracked.SignInOn({"us-east-1_00000000-0000-0000-0000-000000000000", ""});
  EXPECT_EQ(NextOf(entered), "tokens");
  EXPECT_FALSE(OffersDevice(entered));
}

// Each of the two flows writes as often in a pool that tracks devices.
TEST_F(DeviceSignIn, WritesNoMoreForADeviceThatItOffers) {
  const DevicePool untracked(service, "");
  const auto writes = [&](const DevicePool& which) {
    const auto before = service.writes();
    EXPECT_EQ(NextOf(which.ByPassword("alice")), "tokens");
    return service.writes() - before;
  };
  EXPECT_EQ(writes(pool), writes(untracked));
}

TEST(DeviceTriggers, TellOfANewDeviceAndOfAProvedOne) {
  TestService service;
  const auto functions = FakeInvoker::Of(service);
  const DevicePool pool(service, LambdaMember({"PostAuthentication", "PreTokenGeneration"}) + kDeviceInsteadOfMfa);
  const ClientsDevice device = pool.Enroll();
  EXPECT_EQ(functions->In("PostAuthentication_Authentication", "request.newDeviceUsed"), "true");
  EXPECT_EQ(functions->CountOf("TokenGeneration_Authentication"), 1u);
  EXPECT_EQ(NextOf(pool.ProveDevice(pool.SignInOn(device), device)), "tokens");
  EXPECT_EQ(functions->In("PostAuthentication_Authentication", "request.newDeviceUsed"), "false");
  EXPECT_EQ(functions->CountOf("TokenGeneration_AuthenticateDevice"), 1u);
  EXPECT_EQ(functions->CountOf("TokenGeneration_Authentication"), 1u);
}

class DeviceOfCustomAuth : public testing::Test {
 protected:
  TestService service;
  std::shared_ptr<FakeInvoker> functions = FakeInvoker::Of(service);
  DevicePool pool{service,
                  LambdaMember({"DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"}) + kDeviceInsteadOfMfa,
                  CustomFlows()};
};

TEST_F(DeviceOfCustomAuth, IsProvedBehindIssueTokens) {
  const ClientsDevice device = pool.Enroll();
  functions->Respond("DefineAuthChallenge", R"({"issueTokens":true,"failAuthentication":false})");
  const Answer asked = pool.Initiate("CUSTOM_AUTH", {{"USERNAME", "alice"}, {"DEVICE_KEY", device.key}});
  ASSERT_EQ(NextOf(asked), "DEVICE_SRP_AUTH");
  EXPECT_EQ(functions->CountOf(kDefine), 1u);
  const Answer entered = pool.ProveDevice(asked, device);
  EXPECT_EQ(NextOf(entered), "tokens");
  EXPECT_FALSE(OffersDevice(entered));
  EXPECT_EQ(functions->CountOf(kDefine), 1u) << "they have said what is enough";
}

TEST_F(DeviceOfCustomAuth, OffersOneToWhoNamesNone) {
  functions->Respond("DefineAuthChallenge", R"({"issueTokens":true,"failAuthentication":false})");
  EXPECT_TRUE(OffersDevice(pool.Initiate("CUSTOM_AUTH", {{"USERNAME", "alice"}})));
  EXPECT_TRUE(OffersDevice(
      pool.Initiate("CUSTOM_AUTH", {{"USERNAME", "alice"}, {"DEVICE_KEY", "us-east-1_00000000-0000-0000-0000-000000000000"}})));
}

TEST_F(DeviceOfCustomAuth, StandsInForTheSecondFactorBehindSrp) {
  const ClientsDevice device = pool.Enroll();
  SetMfa(pool, "OPTIONAL", "sms");
  EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "alice", R"("SMSMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  const Answer by_sms = pool.SignInOn(device);
  ASSERT_EQ(NextOf(pool.Respond("SMS_MFA", by_sms.TextAt("Session"), {{"USERNAME", "alice"}, {"SMS_MFA_CODE", pool.SentCode()}})),
            "tokens");
  functions->Respond("DefineAuthChallenge", R"({"challengeName":"PASSWORD_VERIFIER"})");
  const Answer asked = pool.Initiate(
      "CUSTOM_AUTH", {{"USERNAME", "alice"}, {"CHALLENGE_NAME", "SRP_A"}, {"SRP_A", SrpClient().public_hex()}, {"DEVICE_KEY", device.key}});
  ASSERT_EQ(NextOf(asked), "PASSWORD_VERIFIER");
  functions->Respond("DefineAuthChallenge", R"({"issueTokens":true,"failAuthentication":false})");
  const Answer next = pool.Respond("PASSWORD_VERIFIER", asked.TextAt("Session"), pool.ProofOf(asked));
  ASSERT_EQ(NextOf(next), "DEVICE_SRP_AUTH");
  EXPECT_EQ(LastHistory(*functions), "SRP_A true, PASSWORD_VERIFIER true");
  EXPECT_EQ(NextOf(pool.ProveDevice(next, device)), "tokens");
}

}  // namespace
}  // namespace rockpool::support
