#include <gtest/gtest.h>

#include "tests/operations/passkeys/registration_calls.h"

namespace rockpool::support {
namespace {

using DeleteWebAuthnCredential = ConfiguredRegistrationTest;

constexpr const char* kUnknown = "ResourceNotFoundException: Credential does not exist.";

TEST_F(DeleteWebAuthnCredential, DeletesOneAndFreesItsId) {
  ASSERT_EQ(Register(DeviceNamed("a")), kOk);
  ASSERT_EQ(Register(DeviceNamed("b")), kOk);
  EXPECT_EQ(pool.CallBy(access_token, "DeleteWebAuthnCredential", TextMember("CredentialId", crypto::Base64UrlEncode("a"))).body, "{}");
  EXPECT_EQ(IdsIn(List()), "b");
  EXPECT_EQ(Delete("a"), kUnknown);
  EXPECT_EQ(Register(DeviceNamed("a")), kOk);
}

TEST_F(DeleteWebAuthnCredential, KnowsNoneOfAnotherUserAndNoOtherText) {
  ASSERT_EQ(Register(DeviceNamed("a")), kOk);
  pool.CreateUser("bert");
  const std::string of_ada = std::exchange(access_token, TokenOf(service, pool.client(), "bert"));
  EXPECT_EQ(Delete("a"), kUnknown);
  access_token = of_ada;
  EXPECT_EQ(pool.TryBy(access_token, "DeleteWebAuthnCredential", TextMember("CredentialId", "no base64url!")), kUnknown);
  EXPECT_EQ(IdsIn(List()), "a");
}

TEST_F(DeleteWebAuthnCredential, WorksWherePasskeysAreNotAllowedAnyMore) {
  ASSERT_EQ(Register(DeviceNamed("a")), kOk);
  EXPECT_EQ(pool.Try("UpdateUserPool", R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}})"), kOk);
  EXPECT_EQ(IdsIn(List()), "a");
  EXPECT_EQ(Delete("a"), kOk);
}

TEST_F(DeleteWebAuthnCredential, IsDoneByTheEndOfTheUserToo) {
  ASSERT_EQ(Register(DeviceNamed("a")), kOk);
  EXPECT_EQ(pool.TryOn("ada", "AdminDeleteUser"), kOk);
  pool.CreateUser("bert");
  access_token = TokenOf(service, pool.client(), "bert");
  EXPECT_EQ(Register(DeviceNamed("a")), kOk);
}

}  // namespace
}  // namespace rockpool::support
