#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/crypto/base64.h"
#include "server/web_authn/authenticator_data.h"
#include "server/web_authn/cose_key.h"
#include "server/web_authn/web_authn.h"
#include "tests/support/passkeys.h"

namespace rockpool::web_authn {
namespace {

using Kind = crypto::CredentialKeyPair::Kind;
using support::Device;

Expected ExpectedOf(const support::Ceremony& ceremony, bool must_verify_user = false) {
  return {.challenge = ceremony.challenge,
          .relying_party_id = ceremony.relying_party_id,
          .must_verify_user = must_verify_user,
          .user_handle = "anna"};
}

KnownCredential KnownOf(const Device& device, std::uint32_t sign_count = 0) {
  return {.credential_id = device.id, .public_key = CoseKeyOf(device.pair), .sign_count = sign_count, .is_backup_eligible = false};
}

std::optional<Fault> FaultOf(const std::string& json, const KnownCredential& known, const Expected& expected = ExpectedOf({})) {
  try {
    VerifyAssertion(expected, std::vector{known}, json);
    return std::nullopt;
  } catch (const Refused& refused) {
    return refused.fault();
  }
}

TEST(Assertion, OfEachAlgorithmProvesThePasskey) {
  for (const Kind kind : {Kind::kP256, Kind::kEd25519, Kind::kRsa2048}) {
    const Device device(kind);
    AuthenticatorData data = device.DataOfProof({});
    data.sign_count = 8;
    data.is_user_verified = true;
    const Asserted asserted = VerifyAssertion(ExpectedOf({}, true), std::vector{KnownOf(device, 7)}, device.Prove({}, data).Json());
    EXPECT_EQ(asserted.credential_id, device.id);
    EXPECT_EQ(asserted.sign_count, 8U);
    EXPECT_TRUE(asserted.is_user_verified);
  }
}

TEST(Assertion, IsProvedByAKeyThatIsAtHand) {
  Device second;
  second.id = "another";
  const Device first;
  const auto key = std::make_shared<const CoseKey>(CoseKey::FromBytes(CoseKeyOf(second.pair)));
  std::vector<std::string> asked;
  const KeyReader at_hand = [&](const KnownCredential& credential) {
    asked.push_back(credential.credential_id);
    return key;
  };
  std::vector known{KnownOf(first), KnownOf(second)};
  known.back().public_key = "not read";
  EXPECT_EQ(VerifyAssertion(ExpectedOf({}), known, second.Prove({}).Json(), at_hand).credential_id, "another");
  EXPECT_EQ(asked, std::vector<std::string>{"another"}) << "for the one that answers";
  EXPECT_THROW(VerifyAssertion(ExpectedOf({}), known, first.Prove({}).Json(), at_hand), Refused) << "a key of another passkey";
}

TEST(Assertion, IsOfOneOfThePasskeysThatMayAnswer) {
  Device second;
  second.id = "another";
  const Device first;
  const std::vector known{KnownOf(first), KnownOf(second)};
  EXPECT_EQ(VerifyAssertion(ExpectedOf({}), known, second.Prove({}).Json()).credential_id, "another");
  EXPECT_EQ(FaultOf(second.Prove({}).Json(), KnownOf(first)), Fault::kUnknownCredential);
  Device impostor;
  EXPECT_EQ(FaultOf(impostor.Prove({}).Json(), KnownOf(first)), Fault::kSignature) << "another key under the same id";
}

TEST(Assertion, IsRefusedOfAnotherCeremony) {
  const Device device;
  const std::string json = device.Prove({}).Json();
  EXPECT_EQ(FaultOf(json, KnownOf(device)), std::nullopt);
  EXPECT_EQ(FaultOf(json, KnownOf(device), ExpectedOf({.challenge = "b3RoZXI"})), Fault::kChallenge);
  EXPECT_EQ(FaultOf(json, KnownOf(device), ExpectedOf({.relying_party_id = "example.org"})), Fault::kRelyingParty);
  EXPECT_EQ(FaultOf(device.Prove({.origin = "https://example.org"}).Json(), KnownOf(device)), Fault::kOrigin);
  EXPECT_EQ(FaultOf(json, KnownOf(device), ExpectedOf({}, true)), Fault::kUserVerification);
  support::Proof framed = device.Prove({});
  framed.client_data.insert(framed.client_data.size() - 1, R"(,"topOrigin":"https://example.org")");
  device.Sign(framed);
  EXPECT_EQ(FaultOf(framed.Json(), KnownOf(device)), Fault::kOrigin);
  EXPECT_EQ(FaultOf(framed.Json(), KnownOf(device), ExpectedOf({.challenge = "b3RoZXI"})), Fault::kChallenge);
  support::Proof registration = device.Prove({});
  registration.client_data = support::ClientDataOf({}, "webauthn.create");
  device.Sign(registration);
  EXPECT_EQ(FaultOf(registration.Json(), KnownOf(device)), Fault::kMalformed);
}

TEST(Assertion, IsRefusedIfTheCounterDidNotGoForward) {
  const Device device;
  const auto fault_of = [&](std::uint32_t kept, std::uint32_t counted) {
    AuthenticatorData data = device.DataOfProof({});
    data.sign_count = counted;
    return FaultOf(device.Prove({}, data).Json(), KnownOf(device, kept));
  };
  EXPECT_EQ(fault_of(0, 0), std::nullopt) << "it does not count";
  EXPECT_EQ(fault_of(0, 1), std::nullopt);
  EXPECT_EQ(fault_of(5, 4'294'967'295), std::nullopt);
  EXPECT_EQ(fault_of(5, 5), Fault::kCounter);
  EXPECT_EQ(fault_of(5, 4), Fault::kCounter);
  EXPECT_EQ(fault_of(5, 0), Fault::kCounter);
}

TEST(Assertion, IsRefusedOfAnotherUser) {
  const Device device;
  support::Proof proof = device.Prove({});
  proof.response_members = R"(,"userHandle":")" + crypto::Base64UrlEncode("anna") + "\"";
  EXPECT_EQ(FaultOf(proof.Json(), KnownOf(device)), std::nullopt);
  proof.response_members = R"(,"userHandle":null)";
  EXPECT_EQ(FaultOf(proof.Json(), KnownOf(device)), std::nullopt);
  proof.response_members = R"(,"userHandle":")" + crypto::Base64UrlEncode("bert") + "\"";
  EXPECT_EQ(FaultOf(proof.Json(), KnownOf(device)), Fault::kUnknownCredential);
  proof.response_members = R"(,"userHandle":1)";
  EXPECT_EQ(FaultOf(proof.Json(), KnownOf(device)), Fault::kMalformed);
}

TEST(Assertion, IsRefusedWithFlagsThatCannotBe) {
  const Device device;
  AuthenticatorData absent = device.DataOfProof({});
  absent.is_user_present = false;
  EXPECT_EQ(FaultOf(device.Prove({}, absent).Json(), KnownOf(device)), Fault::kMalformed);
  AuthenticatorData eligible = device.DataOfProof({});
  eligible.is_backup_eligible = true;
  EXPECT_EQ(FaultOf(device.Prove({}, eligible).Json(), KnownOf(device)), Fault::kMalformed) << "it was not when it was registered";
  KnownCredential known = KnownOf(device);
  known.is_backup_eligible = true;
  EXPECT_EQ(FaultOf(device.Prove({}, eligible).Json(), known), std::nullopt);
  EXPECT_EQ(FaultOf(device.Prove({}, device.DataOfRegistration({})).Json(), KnownOf(device)), Fault::kMalformed) << "with a new passkey";
}

TEST(Assertion, ReadsOverExtensions) {
  const Device device;
  support::Proof proof = device.Prove({});
  proof.authenticator_data[32] = static_cast<char>(proof.authenticator_data[32] | 0x80);
  proof.authenticator_data += "\xA1\x61zz";
  proof.authenticator_data.back() = '\x01';
  device.Sign(proof);
  EXPECT_EQ(FaultOf(proof.Json(), KnownOf(device)), std::nullopt);
  proof.authenticator_data += '\0';
  device.Sign(proof);
  EXPECT_EQ(FaultOf(proof.Json(), KnownOf(device)), Fault::kMalformed) << "something behind them";
}

TEST(Assertion, IsRefusedWhateverBitIsChanged) {
  const Device device;
  const support::Proof proof = device.Prove({});
  const auto each_bit = [&](std::string support::Proof::*member) {
    for (std::size_t bit = 0; bit < (proof.*member).size() * 8; ++bit) {
      support::Proof damaged = proof;
      (damaged.*member)[bit / 8] = static_cast<char>((damaged.*member)[bit / 8] ^ (1 << (bit % 8)));
      EXPECT_NE(FaultOf(damaged.Json(), KnownOf(device)), std::nullopt) << bit;
    }
    for (std::size_t length = 0; length < (proof.*member).size(); ++length) {
      support::Proof cut = proof;
      (cut.*member).resize(length);
      EXPECT_NE(FaultOf(cut.Json(), KnownOf(device)), std::nullopt) << length;
    }
  };
  each_bit(&support::Proof::authenticator_data);
  each_bit(&support::Proof::client_data);
  each_bit(&support::Proof::signature);
}

}  // namespace
}  // namespace rockpool::web_authn
