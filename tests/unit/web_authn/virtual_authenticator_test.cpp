#include "server/web_authn/virtual_authenticator.h"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "server/web_authn/options.h"
#include "server/web_authn/web_authn.h"
#include "tests/support/fake_random.h"

namespace rockpool::web_authn {
namespace {

constexpr std::array kAll = {Algorithm::kEs256, Algorithm::kEdDsa, Algorithm::kRs256};

rapidjson::Document Parsed(const std::string& json) {
  rapidjson::Document document;
  EXPECT_TRUE(api::ParseJson(json, document)) << json;
  return document;
}

class VirtualAuthenticatorTest : public ::testing::Test {
 protected:
  std::string Create(const std::string& party = "example.com", const Manner& manner = {}) {
    return authenticator_.Create(
        Parsed(ToJson(CreationOptions{.challenge = "Y2g", .relying_party_id = party, .user_handle = "sub", .username = "ada"})), manner);
  }
  Registered Register(const std::string& party = "example.com", const Manner& manner = {}) {
    return VerifyRegistration({.challenge = "Y2g", .relying_party_id = party}, kAll, ReadAttestation(Create(party, manner)));
  }
  std::string Prove(const std::vector<Descriptor>& allowed, const std::string& party = "example.com", const Manner& manner = {}) {
    return authenticator_.Prove(Parsed(ToJson(RequestOptions{.challenge = "cHI", .relying_party_id = party, .allowed = allowed})), manner);
  }
  static Asserted Verify(const Registered& registered, std::uint32_t count, const std::string& proof,
                         const std::string& party = "example.com") {
    const std::vector known{KnownCredential{registered.credential_id, registered.public_key, count, registered.is_backup_eligible}};
    return VerifyAssertion({.challenge = "cHI", .relying_party_id = party, .user_handle = "sub"}, known, proof);
  }
  static std::string RefusalOf(const auto& call) {
    try {
      call();
      return "";
    } catch (const CannotAnswer& refusal) {
      return refusal.what();
    }
  }

  support::FakeRandom random_;
  VirtualAuthenticator authenticator_{random_};
};

TEST_F(VirtualAuthenticatorTest, RegistersAndProvesWithEachAlgorithm) {
  for (const Algorithm algorithm : kAll) {
    const Registered registered = Register("example.com", {.algorithm = algorithm});
    EXPECT_EQ(registered.algorithm, algorithm);
    EXPECT_TRUE(registered.is_user_verified);
    EXPECT_EQ(registered.attachment, "platform");
    EXPECT_EQ(registered.transports, std::vector<std::string>{"internal"});
    const Asserted first = Verify(registered, registered.sign_count, Prove({{registered.credential_id, {}}}));
    EXPECT_TRUE(first.is_user_verified);
    EXPECT_EQ(Verify(registered, first.sign_count, Prove({{registered.credential_id, {}}})).sign_count, first.sign_count + 1);
  }
}

TEST_F(VirtualAuthenticatorTest, AnswersAsItIsTold) {
  const Registered registered = Register("example.com", {.is_user_verified = false, .attachment = "cross-platform"});
  EXPECT_FALSE(registered.is_user_verified);
  EXPECT_EQ(registered.attachment, "cross-platform");
  EXPECT_EQ(registered.transports, std::vector<std::string>{"usb"});
  EXPECT_FALSE(Verify(registered, 0, Prove({}, "example.com", {.is_user_verified = false})).is_user_verified);
  EXPECT_EQ(ReadAttestation(Create("example.com", {.origin = "https://evil.org"})).origin, "https://evil.org");
}

TEST_F(VirtualAuthenticatorTest, IsAtAPageOfTheRelyingParty) {
  EXPECT_EQ(ReadAttestation(Create("example.com")).origin, "https://example.com");
  EXPECT_EQ(ReadAttestation(Create("localhost")).origin, "http://localhost");
  EXPECT_EQ(ReadAttestation(Create("app.localhost")).origin, "http://app.localhost");
  const Registered registered = Register("localhost");
  EXPECT_EQ(Verify(registered, 0, Prove({}, "localhost"), "localhost").sign_count, 1U);
}

TEST_F(VirtualAuthenticatorTest, TakesTheNewestOfThoseThatMayAnswer) {
  const Registered first = Register();
  const Registered second = Register();
  const Registered elsewhere = Register("example.org");
  EXPECT_EQ(Verify(second, 0, Prove({})).credential_id, second.credential_id);
  EXPECT_EQ(Verify(first, 0, Prove({{first.credential_id, {}}, {"unknown", {}}})).credential_id, first.credential_id);
  EXPECT_EQ(RefusalOf([&] { Prove({{elsewhere.credential_id, {}}}); }), "The authenticator has no such passkey of this relying party.");
  EXPECT_EQ(RefusalOf([&] { Prove({}, "example.net"); }), "The authenticator has no such passkey of this relying party.");
}

TEST_F(VirtualAuthenticatorTest, ShowsAndForgetsWhatItHas) {
  Register("example.com", {.algorithm = Algorithm::kEdDsa});
  Prove({});
  const std::vector<HeldPasskey> held = authenticator_.List();
  ASSERT_EQ(held.size(), 1U);
  EXPECT_EQ(held[0].relying_party_id, "example.com");
  EXPECT_EQ(held[0].username, "ada");
  EXPECT_EQ(held[0].algorithm, Algorithm::kEdDsa);
  EXPECT_EQ(held[0].sign_count, 1U);
  authenticator_.Forget();
  EXPECT_TRUE(authenticator_.List().empty());
}

TEST_F(VirtualAuthenticatorTest, KeepsABoundedNumber) {
  const std::string first = Register("example.com", {.algorithm = Algorithm::kEdDsa}).credential_id;
  for (std::size_t i = 1; i < VirtualAuthenticator::kMostPasskeys; ++i) {
    Create("example.com", {.algorithm = Algorithm::kEdDsa});
  }
  EXPECT_EQ(RefusalOf([&] { Prove({{first, {}}}); }), "");
  Create("example.com", {.algorithm = Algorithm::kEdDsa});
  EXPECT_EQ(authenticator_.List().size(), VirtualAuthenticator::kMostPasskeys);
  EXPECT_NE(RefusalOf([&] { Prove({{first, {}}}); }), "");
}

TEST_F(VirtualAuthenticatorTest, SaysWhatIsMissingInOptions) {
  const auto create = [&](const std::string& json) { return RefusalOf([&] { authenticator_.Create(Parsed(json), {}); }); };
  EXPECT_EQ(create("{}"), "The options have no rp.");
  EXPECT_EQ(create(R"({"rp":{}})"), "The options have no rp.id.");
  EXPECT_EQ(create(R"({"rp":{"id":"a"}})"), "The options have no user.");
  EXPECT_EQ(create(R"({"rp":{"id":"a"},"user":{}})"), "The options have no challenge.");
  EXPECT_EQ(create(R"({"rp":{"id":"a"},"user":{},"challenge":"Y2g"})"),
            "The options offer no algorithm of -7, -257 and -8 in pubKeyCredParams.");
  EXPECT_EQ(create(R"({"rp":{"id":"a"},"user":{},"challenge":"Y2g","pubKeyCredParams":[1,{"alg":-7}]})"),
            "The options have no user.id in base64url.");
  EXPECT_EQ(create(R"({"rp":{"id":"a"},"user":{"id":"!"},"challenge":"Y2g","pubKeyCredParams":[{"alg":-7}]})"),
            "The options have no user.id in base64url.");
  EXPECT_EQ(create(R"({"rp":{"id":"a"},"user":{"id":"YQ"},"challenge":"Y2g","pubKeyCredParams":[{"alg":-7}]})"),
            "The options have no user.name.");
  EXPECT_EQ(RefusalOf([&] { authenticator_.Prove(Parsed("{}"), {}); }), "The options have no rpId.");
  EXPECT_EQ(RefusalOf([&] { authenticator_.Prove(Parsed(R"({"rpId":"a","challenge":"Y2g","allowCredentials":[{"id":"!"}]})"), {}); }),
            "An id in allowCredentials is no base64url.");
}

}  // namespace
}  // namespace rockpool::web_authn
