#include <gtest/gtest.h>

#include <cstdint>
#include <utility>

#include "server/web_authn/cose_key.h"
#include "storage/store.h"
#include "tests/operations/passkeys/registration_calls.h"

namespace rockpool::support {
namespace {

using CompleteWebAuthnRegistration = ConfiguredRegistrationTest;

TEST_F(CompleteWebAuthnRegistration, KeepsThePasskey) {
  const Device device;
  const Answer answer = Complete(device.Register(CeremonyOf(Start())).Json());
  EXPECT_EQ(answer.body, "{}");
  EXPECT_EQ(IdsIn(List()), device.id);
  const std::int64_t ada = UserOf(service, pool.id(), "ada").number();
  const auto kept = service.world().store.Read(
      [&](const storage::Transaction& transaction) { return transaction.web_authn_credentials().ListOfUser(ada); });
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].public_key, web_authn::CoseKeyOf(device.pair));
  EXPECT_EQ(kept[0].relying_party_id, "example.com");
}

TEST_F(CompleteWebAuthnRegistration, TakesAChallengeOnce) {
  const Ceremony ceremony = CeremonyOf(Start());
  EXPECT_EQ(TryComplete(DeviceNamed("first").Register(ceremony).Json()), kOk);
  EXPECT_EQ(TryComplete(DeviceNamed("second").Register(ceremony).Json()), kNoChallenge);
}

TEST_F(CompleteWebAuthnRegistration, TakesTheNewestChallengeForFiveMinutes) {
  EXPECT_EQ(TryComplete(Device().Register({}).Json()), kNoChallenge) << "before any";
  const Ceremony former = CeremonyOf(Start());
  const Ceremony newest = CeremonyOf(Start());
  EXPECT_EQ(TryComplete(Device().Register(former).Json()), kNoChallenge);
  service.clock.Advance(5 * 60 * 1000 - 1);
  EXPECT_EQ(TryComplete(DeviceNamed("in time").Register(newest).Json()), kOk);
  const Ceremony late = CeremonyOf(Start());
  service.clock.Advance(5 * 60 * 1000);
  EXPECT_EQ(TryComplete(Device().Register(late).Json()), kNoChallenge);
}

TEST_F(CompleteWebAuthnRegistration, WantsATokenOfTheClientThatStarted) {
  const Ceremony ceremony = CeremonyOf(Start());
  const std::string first = std::exchange(access_token, TokenOf(service, pool.New(), "ada"));
  EXPECT_EQ(TryComplete(Device().Register(ceremony).Json()),
            "WebAuthnClientMismatchException: The access token is for a different client than the one in the original "
            "StartWebAuthnRegistration request.");
  access_token = first;
  EXPECT_EQ(TryComplete(Device().Register(ceremony).Json()), kOk) << "the challenge waits on";
}

TEST_F(CompleteWebAuthnRegistration, WantsTheUserWhoStarted) {
  const Ceremony ceremony = CeremonyOf(Start());
  pool.CreateUser("bert");
  access_token = TokenOf(service, pool.client(), "bert");
  EXPECT_EQ(TryComplete(Device().Register(ceremony).Json()), kNoChallenge);
}

TEST_F(CompleteWebAuthnRegistration, RefusesAnotherRelyingPartyAndAnotherOrigin) {
  const Ceremony ceremony = CeremonyOf(Start());
  const char* const of_another_party =
      "WebAuthnRelyingPartyMismatchException: The passkey credential is associated with a different relying party ID than the user pool "
      "relying party ID.";
  Ceremony elsewhere = ceremony;
  elsewhere.relying_party_id = "example.org";
  EXPECT_EQ(TryComplete(Device().Register(elsewhere).Json()), of_another_party);
  elsewhere.origin = "https://example.org";
  EXPECT_EQ(TryComplete(Device().Register(elsewhere).Json()), of_another_party) << "before the origin";
  elsewhere.relying_party_id = "example.com";
  EXPECT_EQ(TryComplete(Device().Register(elsewhere).Json()),
            "WebAuthnOriginNotAllowedException: The passkey credential's registration origin does not align with the user pool relying "
            "party ID.");
  SetParty(R"("RelyingPartyId":"example.net")");
  EXPECT_EQ(TryComplete(Device().Register(ceremony).Json()), of_another_party) << "the pool has changed its mind";
  SetParty("");
  EXPECT_EQ(TryComplete(Device().Register(ceremony).Json()), of_another_party) << "and has none at all";
}

TEST_F(CompleteWebAuthnRegistration, TakesPagesBelowTheRelyingParty) {
  Ceremony ceremony = CeremonyOf(Start());
  ceremony.origin = "https://login.example.com:8443";
  EXPECT_EQ(TryComplete(Device().Register(ceremony).Json()), kOk);
  SetParty(R"("RelyingPartyId":"localhost")");
  ceremony = CeremonyOf(Start());
  ceremony.origin = "http://localhost:5173";
  EXPECT_EQ(TryComplete(DeviceNamed("local").Register(ceremony).Json()), kOk);
}

TEST_F(CompleteWebAuthnRegistration, TakesApplicationsOfAndroid) {
  Ceremony ceremony = CeremonyOf(Start());
  ceremony.origin = "android:apk-key-hash:-sYXRdwJA3hvue3mKpYrOZ9zSPC7b4mbgzJmdZEDO5w";
  EXPECT_EQ(TryComplete(Device().Register(ceremony).Json()), kOk);
}

TEST_F(CompleteWebAuthnRegistration, RefusesAlgorithmsThatWereNotOffered) {
  const Ceremony ceremony = CeremonyOf(Start());
  using Kind = crypto::CredentialKeyPair::Kind;
  EXPECT_EQ(TryComplete(Device(Kind::kEd25519).Register(ceremony).Json()),
            "WebAuthnCredentialNotSupportedException: The passkey credential is from an unsupported device or provider.");
  EXPECT_EQ(TryComplete(Device(Kind::kRsa2048).Register(ceremony).Json()), kOk);
}

TEST_F(CompleteWebAuthnRegistration, RefusesWhatIsNoCredential) {
  const Ceremony ceremony = CeremonyOf(Start());
  for (const char* json : {"{}", "[]", "1", "\"text\"", R"({"id":"YQ","type":"public-key","response":{}})"}) {
    EXPECT_EQ(TryComplete(json), kNotValid) << json;
  }
  Registration unattested = Device().Register(ceremony);
  unattested.format = "fido-u2f";
  EXPECT_EQ(TryComplete(unattested.Json()), kNotValid);
  Registration forged = Device().Register(ceremony);
  Device().Attest(forged);
  EXPECT_EQ(TryComplete(forged.Json()), kNotValid);
  Registration undiscoverable = Device().Register(ceremony);
  undiscoverable.members = R"(,"clientExtensionResults":{"credProps":{"rk":false}})";
  EXPECT_EQ(TryComplete(undiscoverable.Json()), kNotValid);
  EXPECT_EQ(IdsIn(List()), "");
}

TEST_F(CompleteWebAuthnRegistration, LooksAtTheDataBeforeTheChallenge) {
  EXPECT_EQ(TryComplete("{}"), kNotValid);
  EXPECT_EQ(TryComplete(Device().Register({}).Json()), kNoChallenge);
}

TEST_F(CompleteWebAuthnRegistration, WantsAVerifiedUserWhereThePoolDoes) {
  SetParty(R"("RelyingPartyId":"example.com","UserVerification":"required")");
  const Ceremony ceremony = CeremonyOf(Start());
  const Device device;
  EXPECT_EQ(TryComplete(device.Register(ceremony).Json()), kNotValid);
  web_authn::AuthenticatorData verified = device.DataOfRegistration(ceremony);
  verified.is_user_verified = true;
  EXPECT_EQ(TryComplete(device.Register(ceremony, verified).Json()), kOk);
}

TEST_F(CompleteWebAuthnRegistration, KeepsAnIdOnceInThePool) {
  EXPECT_EQ(Register(DeviceNamed("same")), kOk);
  EXPECT_EQ(Register(DeviceNamed("same")), "InvalidParameterException: Credential already exists.");
  pool.CreateUser("bert");
  access_token = TokenOf(service, pool.client(), "bert");
  EXPECT_EQ(Register(DeviceNamed("same")), "InvalidParameterException: Credential already exists.");
}

TEST_F(CompleteWebAuthnRegistration, LeavesNoRoomForATwentyFirst) {
  for (int i = 0; i < 19; ++i) {
    ASSERT_EQ(Register(DeviceNamed(std::to_string(i))), kOk);
  }
  const Ceremony ceremony = CeremonyOf(Start());
  const Answer again = Start();
  EXPECT_EQ(TryComplete(DeviceNamed("twentieth").Register(CeremonyOf(again)).Json()), kOk);
  EXPECT_EQ(TryComplete(DeviceNamed("late").Register(ceremony).Json()), kNoChallenge);
  EXPECT_EQ(OutcomeOf(Start()), kNoMorePasskeys);
}

TEST_F(CompleteWebAuthnRegistration, RefusesOnceThePoolAllowsNoPasskeys) {
  const Ceremony ceremony = CeremonyOf(Start());
  EXPECT_EQ(pool.Try("UpdateUserPool", R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}})"), kOk);
  EXPECT_EQ(TryComplete(Device().Register(ceremony).Json()), kNotEnabled);
  EXPECT_EQ(TryComplete("{}"), kNotEnabled) << "before the data";
}

}  // namespace
}  // namespace rockpool::support
