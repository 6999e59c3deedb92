#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/web_authn/authenticator_data.h"
#include "server/web_authn/cbor.h"
#include "server/web_authn/cose_key.h"
#include "server/web_authn/web_authn.h"
#include "tests/support/passkeys.h"

namespace rockpool::web_authn {
namespace {

using Kind = crypto::CredentialKeyPair::Kind;
using support::Device;

constexpr std::array kAll = {Algorithm::kEs256, Algorithm::kEdDsa, Algorithm::kRs256};

Expected ExpectedOf(const support::Ceremony& ceremony, bool must_verify_user = false) {
  return {.challenge = ceremony.challenge, .relying_party_id = ceremony.relying_party_id, .must_verify_user = must_verify_user};
}

Registered Verify(const std::string& json, const Expected& expected = ExpectedOf({}), std::span<const Algorithm> offered = kAll) {
  return VerifyRegistration(expected, offered, ReadAttestation(json));
}

std::optional<Fault> FaultOf(const std::string& json, const Expected& expected = ExpectedOf({}),
                             std::span<const Algorithm> offered = kAll) {
  try {
    Verify(json, expected, offered);
    return std::nullopt;
  } catch (const Refused& refused) {
    return refused.fault();
  }
}

TEST(Registration, SaysAllThatIsKept) {
  const Device device;
  AuthenticatorData data = device.DataOfRegistration({});
  data.is_user_verified = data.is_backup_eligible = data.is_backed_up = true;
  data.sign_count = 4'000'000'000;
  support::Registration registration = device.Register({}, data);
  registration.response_members = R"(,"transports":["internal","hybrid"])";
  registration.members = R"(,"authenticatorAttachment":"platform","clientExtensionResults":{"credProps":{"rk":true}})";
  const Registered registered = Verify(registration.Json());
  EXPECT_EQ(registered.credential_id, device.id);
  EXPECT_EQ(registered.public_key, CoseKeyOf(device.pair));
  EXPECT_EQ(registered.algorithm, Algorithm::kEs256);
  EXPECT_EQ(registered.sign_count, 4'000'000'000U);
  EXPECT_TRUE(registered.is_user_verified);
  EXPECT_TRUE(registered.is_backup_eligible);
  EXPECT_TRUE(registered.is_backed_up);
  EXPECT_EQ(registered.aaguid, "0123456789abcdef");
  EXPECT_EQ(registered.attachment, "platform");
  EXPECT_EQ(registered.transports, (std::vector<std::string>{"internal", "hybrid"}));
}

TEST(Registration, OfEachAlgorithmIsTakenWhereItIsOffered) {
  for (const auto& [kind, algorithm] :
       {std::pair{Kind::kP256, Algorithm::kEs256}, {Kind::kEd25519, Algorithm::kEdDsa}, {Kind::kRsa2048, Algorithm::kRs256}}) {
    const Device device(kind);
    support::Registration registration = device.Register({});
    EXPECT_EQ(Verify(registration.Json()).algorithm, algorithm);
    device.Attest(registration);
    EXPECT_EQ(Verify(registration.Json()).algorithm, algorithm) << "attested by itself";
    const std::array others = {algorithm == Algorithm::kEs256 ? Algorithm::kRs256 : Algorithm::kEs256};
    EXPECT_EQ(FaultOf(registration.Json(), ExpectedOf({}), others), Fault::kAlgorithm);
  }
}

TEST(Registration, IsRefusedOfAnotherCeremony) {
  const Device device;
  const std::string json = device.Register({}).Json();
  EXPECT_EQ(FaultOf(json, ExpectedOf({.challenge = "b3RoZXI"})), Fault::kChallenge);
  EXPECT_EQ(FaultOf(json, ExpectedOf({.relying_party_id = "example.org"})), Fault::kRelyingParty);
  EXPECT_EQ(FaultOf(json, ExpectedOf({.relying_party_id = "com"})), Fault::kRelyingParty);
  EXPECT_EQ(FaultOf(device.Register({.origin = "https://example.org"}).Json()), Fault::kOrigin);
  EXPECT_EQ(FaultOf(device.Register({.origin = "http://example.com"}).Json()), Fault::kOrigin);
  EXPECT_EQ(FaultOf(json, ExpectedOf({}, true)), Fault::kUserVerification);
  support::Registration proof = device.Register({});
  proof.client_data = support::ClientDataOf({}, "webauthn.get");
  EXPECT_EQ(FaultOf(proof.Json()), Fault::kMalformed);
}

TEST(Registration, IsRefusedWithoutAUserOrWithFlagsThatContradictEachOther) {
  const Device device;
  AuthenticatorData absent = device.DataOfRegistration({});
  absent.is_user_present = false;
  EXPECT_EQ(FaultOf(device.Register({}, absent).Json()), Fault::kMalformed);
  AuthenticatorData backed_up = device.DataOfRegistration({});
  backed_up.is_backed_up = true;
  EXPECT_EQ(FaultOf(device.Register({}, backed_up).Json()), Fault::kMalformed);
  EXPECT_EQ(FaultOf(device.Register({}, device.DataOfProof({})).Json()), Fault::kMalformed) << "without a passkey";
}

TEST(Registration, MustHoldThePasskeyThatItNames) {
  const Device device;
  support::Registration registration = device.Register({});
  registration.id = "another";
  EXPECT_EQ(FaultOf(registration.Json()), Fault::kMalformed);
  AuthenticatorData long_id = device.DataOfRegistration({});
  long_id.credential->credential_id = std::string(1024, 'x');
  registration = device.Register({}, long_id);
  registration.id = long_id.credential->credential_id;
  EXPECT_EQ(FaultOf(registration.Json()), Fault::kMalformed);
  AuthenticatorData longest = device.DataOfRegistration({});
  longest.credential->credential_id = std::string(1023, 'x');
  registration = device.Register({}, longest);
  registration.id = longest.credential->credential_id;
  EXPECT_EQ(FaultOf(registration.Json()), std::nullopt);
}

TEST(Registration, IsRefusedIfThePasskeyCannotBeDiscovered) {
  support::Registration registration = Device().Register({});
  registration.members = R"(,"clientExtensionResults":{"credProps":{"rk":false}})";
  EXPECT_EQ(FaultOf(registration.Json()), Fault::kMalformed);
  registration.members = R"(,"clientExtensionResults":{"credProps":{}})";
  EXPECT_EQ(FaultOf(registration.Json()), std::nullopt);
}

TEST(Registration, BoundsWhatTheBrowserSaysBeside) {
  support::Registration registration = Device().Register({});
  for (const std::string transports : {"null", R"("usb")", R"([1])", R"(["this-is-no-word-of-a-transport-at-all"])",
                                       R"(["a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a","a"])"}) {
    registration.response_members = R"(,"transports":)" + transports;
    EXPECT_EQ(FaultOf(registration.Json()), Fault::kMalformed) << transports;
  }
  registration.response_members = "";
  EXPECT_EQ(FaultOf(registration.Json()), Fault::kMalformed) << "without transports";
  registration.response_members = R"(,"transports":[])";
  registration.members = R"(,"authenticatorAttachment":"implant")";
  EXPECT_EQ(Verify(registration.Json()).attachment, "") << "what it does not know counts as nothing";
}

TEST(Registration, WithAStatementIsBelievedIfItIsSignedByWhomItSays) {
  const Device device;
  support::Registration registration = device.Register({});
  device.Attest(registration);
  EXPECT_EQ(FaultOf(registration.Json()), std::nullopt);
  const std::string good = registration.statement;
  registration.statement.back() = static_cast<char>(registration.statement.back() ^ 1);
  EXPECT_EQ(FaultOf(registration.Json()), Fault::kSignature);
  Device().Attest(registration);
  EXPECT_EQ(FaultOf(registration.Json()), Fault::kSignature) << "by another passkey";
  registration.statement = good;
  registration.client_data += ' ';
  EXPECT_EQ(FaultOf(registration.Json()), Fault::kSignature) << "of other client data";
}

TEST(Registration, IsRefusedWithAStatementThatNobodyAskedFor) {
  support::Registration registration = Device().Register({});
  for (const char* format : {"fido-u2f", "tpm", "android-key", "apple", "packed", ""}) {
    registration.format = format;
    EXPECT_EQ(FaultOf(registration.Json()), Fault::kMalformed) << format;
  }
  registration.format = "none";
  registration.statement = "\xA1\x61zz";
  EXPECT_EQ(FaultOf(registration.Json()), Fault::kMalformed) << "none, and still something";
  registration.statement = "\x80";
  EXPECT_EQ(FaultOf(registration.Json()), Fault::kMalformed) << "no map";
}

TEST(Registration, IsRefusedOfAKeyThatIsNone) {
  const Device device;
  const auto fault_of_key = [&](const std::string& key) {
    AuthenticatorData data = device.DataOfRegistration({});
    data.credential->public_key = key;
    return FaultOf(device.Register({}, data).Json());
  };
  const std::string good = CoseKeyOf(device.pair);
  std::string off_the_curve = good;
  off_the_curve.back() = static_cast<char>(off_the_curve.back() ^ 1);
  EXPECT_EQ(fault_of_key(off_the_curve), Fault::kMalformed);
  std::string of_es384 = good;
  of_es384.replace(of_es384.find("\x03\x26"), 2, "\x03\x38\x22");
  EXPECT_EQ(fault_of_key(of_es384), Fault::kAlgorithm);
  std::string says_rsa = good;
  says_rsa.replace(says_rsa.find("\x01\x02"), 2, "\x01\x03");
  EXPECT_EQ(fault_of_key(says_rsa), Fault::kMalformed);
  EXPECT_EQ(fault_of_key("\xA0"), Fault::kMalformed);
  EXPECT_EQ(fault_of_key(good + "\x01"), Fault::kMalformed) << "something behind it";
  EXPECT_EQ(fault_of_key(good.substr(0, good.size() - 1)), Fault::kMalformed);
}

TEST(Registration, IsRefusedOfAFrame) {
  support::Registration registration = Device().Register({});
  const std::string own = R"("crossOrigin":false)";
  registration.client_data.replace(registration.client_data.find(own), own.size(), R"("crossOrigin":true)");
  EXPECT_EQ(FaultOf(registration.Json()), Fault::kOrigin);
}

// As CompleteWebAuthnRegistration declares its errors: a challenge that has expired is told whatever the passkey is.
TEST(Registration, TellsOfTheChallengeAndTheRelyingPartyBeforeTheFrameAndTheAlgorithm) {
  const Device device;
  AuthenticatorData data = device.DataOfRegistration({});
  std::string& key = data.credential->public_key;
  key.replace(key.find("\x03\x26"), 2, "\x03\x38\x22");
  support::Registration of_es384 = device.Register({}, data);
  const Expected other_challenge = ExpectedOf({.challenge = "b3RoZXI"});
  const Expected other_party = ExpectedOf({.relying_party_id = "example.org"});
  EXPECT_EQ(FaultOf(of_es384.Json(), other_challenge), Fault::kChallenge);
  EXPECT_EQ(FaultOf(of_es384.Json(), other_party), Fault::kRelyingParty);
  EXPECT_EQ(FaultOf(of_es384.Json()), Fault::kAlgorithm);
  of_es384.client_data.insert(of_es384.client_data.size() - 1, R"(,"topOrigin":"https://example.org")");
  EXPECT_EQ(FaultOf(of_es384.Json(), other_challenge), Fault::kChallenge);
  EXPECT_EQ(FaultOf(of_es384.Json(), other_party), Fault::kRelyingParty);
  EXPECT_EQ(FaultOf(of_es384.Json()), Fault::kOrigin);
}

TEST(Registration, IsRefusedIfItsJsonIsNoCredential) {
  const std::string good = Device().Register({}).Json();
  const auto with = [&](std::string from, const std::string& to) {
    std::string json = good;
    json.replace(json.find(from), from.size(), to);
    return FaultOf(json);
  };
  EXPECT_EQ(with("public-key", "password"), Fault::kMalformed);
  EXPECT_EQ(with(R"("id":")", R"("id":"!)"), Fault::kMalformed);
  EXPECT_EQ(with(R"("rawId":")", R"("rawId":"AAAA)"), Fault::kMalformed);
  EXPECT_EQ(with(R"("attestationObject")", R"("attestation")"), Fault::kMalformed);
  EXPECT_EQ(with(R"("clientDataJSON")", R"("clientData")"), Fault::kMalformed);
  EXPECT_EQ(with(R"("response":{)", R"("answer":{)"), Fault::kMalformed);
  for (const std::string json : {"", "null", "[]", "{}", R"("text")", R"({"id":"","type":"public-key","response":{}})",
                                 R"({"id":"YQ","type":"public-key","response":[]})"}) {
    EXPECT_EQ(FaultOf(json), Fault::kMalformed) << json;
  }
  EXPECT_EQ(FaultOf(std::string(kLongestAnswer + 1, ' ')), Fault::kMalformed);
}

// Every bit of the authenticator data, and each attestation object that is cut: with a statement over it nothing of it can be changed.
TEST(Registration, IsRefusedWhateverBitIsChanged) {
  const Device device;
  support::Registration registration = device.Register({});
  device.Attest(registration);
  for (std::size_t bit = 0; bit < registration.authenticator_data.size() * 8; ++bit) {
    support::Registration damaged = registration;
    damaged.authenticator_data[bit / 8] = static_cast<char>(damaged.authenticator_data[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_NE(FaultOf(damaged.Json()), std::nullopt) << bit;
  }
  const std::string object = registration.AttestationObject();
  const std::string json = registration.Json();
  const std::string text = crypto::Base64UrlEncode(object);
  for (std::size_t length = 0; length < object.size(); ++length) {
    std::string cut = json;
    cut.replace(cut.find(text), text.size(), crypto::Base64UrlEncode(object.substr(0, length)));
    EXPECT_EQ(FaultOf(cut), Fault::kMalformed) << length;
  }
}

}  // namespace
}  // namespace rockpool::web_authn
