// The authenticator under /_rockpool/authenticator.
#include "server/workbench/authenticator.h"

#include <gtest/gtest.h>

#include <string>

#include "server/api/errors.h"
#include "server/web_authn/web_authn.h"
#include "tests/support/fake_random.h"

namespace rockpool::workbench {
namespace {

constexpr const char* kCreation =
    R"({"challenge":"Y2g","pubKeyCredParams":[{"alg":-7,"type":"public-key"}],"rp":{"id":"example.com"},"user":{"id":"c3Vi","name":"ada"}})";
constexpr const char* kRequest = R"({"challenge":"cHI","rpId":"example.com"})";

// As JSON has it in a text.
std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c == '"' ? "\\\"" : std::string(1, c);
  }
  return quoted + "\"";
}

class AuthenticatorTest : public ::testing::Test {
 protected:
  std::string Ask(const std::string& body) { return AuthenticatorJson(authenticator_, body); }
  std::string RefusalOf(const std::string& body) {
    try {
      Ask(body);
      return "";
    } catch (const api::InvalidParameterException& refusal) {
      return refusal.message();
    }
  }
  std::string CreationWith(const std::string& members) {
    return std::string(R"({"CredentialCreationOptions":)") + kCreation + members + "}";
  }

  support::FakeRandom random_;
  web_authn::VirtualAuthenticator authenticator_{random_};
};

TEST_F(AuthenticatorTest, AnswersCreationOptions) {
  const web_authn::Attestation attestation = web_authn::ReadAttestation(Ask(CreationWith("")));
  EXPECT_EQ(attestation.challenge, "Y2g");
  EXPECT_EQ(attestation.origin, "https://example.com");
  EXPECT_EQ(web_authn::ReadAttestation(Ask(R"({"CredentialCreationOptions":)" + Quoted(kCreation) + "}")).challenge, "Y2g") << "as a text";
}

TEST_F(AuthenticatorTest, TakesHowItIsToAnswer) {
  const web_authn::Attestation attestation = web_authn::ReadAttestation(
      Ask(CreationWith(R"(,"origin":"https://evil.org","userVerified":false,"algorithm":-8,"attachment":"cross-platform")")));
  EXPECT_EQ(attestation.origin, "https://evil.org");
  EXPECT_FALSE(attestation.credential.is_user_verified);
  EXPECT_EQ(attestation.algorithm, web_authn::Algorithm::kEdDsa);
  EXPECT_EQ(attestation.credential.attachment, "cross-platform");
}

TEST_F(AuthenticatorTest, AnswersRequestOptionsHoweverTheyAreHandedOver) {
  const web_authn::Registered registered = web_authn::ReadAttestation(Ask(CreationWith(""))).credential;
  std::uint32_t count = 0;
  for (const std::string& body :
       {R"({"CREDENTIAL_REQUEST_OPTIONS":)" + std::string(kRequest) + "}", R"({"CREDENTIAL_REQUEST_OPTIONS":)" + Quoted(kRequest) + "}",
        R"({"AvailableChallenges":["WEB_AUTHN"],"ChallengeName":"WEB_AUTHN","ChallengeParameters":{"CREDENTIAL_REQUEST_OPTIONS":)" +
            Quoted(kRequest) + R"(},"Session":"s"})"}) {
    const std::vector known{web_authn::KnownCredential{registered.credential_id, registered.public_key, count, false}};
    count = web_authn::VerifyAssertion({.challenge = "cHI", .relying_party_id = "example.com", .user_handle = "sub"}, known, Ask(body))
                .sign_count;
  }
  EXPECT_EQ(count, 3U);
}

TEST_F(AuthenticatorTest, RefusesWhatItCannotAnswer) {
  EXPECT_EQ(RefusalOf("[]"), "The body must be a JSON object.");
  EXPECT_EQ(RefusalOf("{}"), "CredentialCreationOptions or CREDENTIAL_REQUEST_OPTIONS must be given.");
  EXPECT_EQ(RefusalOf(CreationWith(R"(,"CREDENTIAL_REQUEST_OPTIONS":{})")), "An authenticator answers to one kind of options at a time.");
  EXPECT_EQ(RefusalOf(R"({"CredentialCreationOptions":1})"), "Options must be an object, or the text of one.");
  EXPECT_EQ(RefusalOf(R"({"CredentialCreationOptions":"x"})"), "The body must be a JSON object.");
  EXPECT_EQ(RefusalOf(R"({"CredentialCreationOptions":{}})"), "The options have no rp.");
  EXPECT_EQ(RefusalOf(R"({"CREDENTIAL_REQUEST_OPTIONS":)" + std::string(kRequest) + "}"),
            "The authenticator has no such passkey of this relying party.");
  EXPECT_EQ(RefusalOf(CreationWith(R"(,"algorithm":-35)")), "algorithm must be -7, -257 or -8.");
  EXPECT_EQ(RefusalOf(CreationWith(R"(,"attachment":"implant")")), "attachment must be platform or cross-platform.");
  EXPECT_EQ(RefusalOf(CreationWith(R"(,"userVerified":1)")), "userVerified must be true or false.");
  EXPECT_EQ(RefusalOf(CreationWith(R"(,"origin":1)")), "origin must be a text.");
  EXPECT_EQ(RefusalOf(CreationWith(R"(,"finger":"left")")),
            "An authenticator takes CredentialCreationOptions or CREDENTIAL_REQUEST_OPTIONS, and origin, userVerified, algorithm and "
            "attachment.");
}

TEST_F(AuthenticatorTest, ShowsItsPasskeys) {
  EXPECT_EQ(PasskeysJson(authenticator_), R"({"passkeys":[]})");
  Ask(CreationWith(""));
  const std::string id = authenticator_.List().front().id;
  EXPECT_EQ(PasskeysJson(authenticator_), R"({"passkeys":[{"id":")" + id +
                                              R"(","relyingPartyId":"example.com","user":"ada","algorithm":-7,"attachment":"platform",)"
                                              R"("signCount":0}]})");
}

}  // namespace
}  // namespace rockpool::workbench
