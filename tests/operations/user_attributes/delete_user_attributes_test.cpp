#include <gtest/gtest.h>

#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

class DeleteUserAttributes : public PoolTest<SignUpPool> {
 protected:
  // `names` is like R"("email","name")".
  static std::string Delete(const SignUpPool& of, std::string_view names) {
    return of.TryHolding("alice", "DeleteUserAttributes", R"("UserAttributeNames":[)" + std::string(names) + "]");
  }
};

TEST_F(DeleteUserAttributes, DeletesThemWithTheFlagOfAnAddress) {
  pool.Create("alice", {{"email", "a@example.com"}, {"email_verified", "true"}, {"name", "Alice"}, {"nickname", "Al"}});
  EXPECT_EQ(pool.CallHolding("alice", "DeleteUserAttributes", R"("UserAttributeNames":["email","name"])").body, "{}");
  const Answer shown = pool.Call("AdminGetUser", R"("Username":"alice")");
  EXPECT_EQ(shown.At("UserAttributes").Size(), 2) << shown.body;
  EXPECT_EQ(pool.Attribute("alice", "nickname"), "Al");
}

TEST_F(DeleteUserAttributes, DeletesWhatIsNotThere) {
  pool.Create("alice");
  EXPECT_EQ(Delete(pool, R"("name")"), kOk);
}

TEST_F(DeleteUserAttributes, LooksAtTheTokenFirst) { ExpectTokenFirst(service, "DeleteUserAttributes", R"("UserAttributeNames":["x"])"); }

TEST_F(DeleteUserAttributes, LooksAtPermissionsBeforeTheSchema) {
  const SignUpPool narrow(service, {.client = R"("WriteAttributes":["email"])"});
  narrow.Create("alice");
  EXPECT_EQ(Delete(narrow, R"("custom:unknown")"), "NotAuthorizedException: A client attempted to write unauthorized attribute");
  EXPECT_EQ(Delete(narrow, R"("email")"), kOk);
}

TEST_F(DeleteUserAttributes, DeletesNothingThatIsRequiredImmutableOrUnknown) {
  const SignUpPool strict(service, {.pool = R"(,"Schema":[{"Name":"email","Required":true},)"
                                            R"({"Name":"a","AttributeDataType":"String","Mutable":false}])"});
  strict.Create("alice", {{"email", "a@example.com"}, {"custom:a", "1"}, {"name", "Alice"}});
  const std::string unschemed = "InvalidParameterException: Attributes did not conform to the schema: ";
  EXPECT_EQ(Delete(strict, R"("name","email")"), unschemed + "email: The attribute is required\n");
  EXPECT_EQ(Delete(strict, R"("name","custom:a")"), "InvalidParameterException: user.custom:a: Attribute cannot be updated.\n");
  EXPECT_EQ(Delete(strict, R"("name","custom:b")"), unschemed + "custom:b: Attribute does not exist in the schema.\n");
  EXPECT_EQ(Delete(strict, R"("name","sub")"), "InvalidParameterException: Cannot modify the non-mutable attribute sub");
  EXPECT_EQ(strict.Attribute("alice", "name"), "Alice") << "all or nothing";
}

TEST_F(DeleteUserAttributes, FreesAnAlias) {
  const SignUpPool alias(service, {.pool = kEmailAlias});
  alias.CreateReachable("alice");
  EXPECT_EQ(Delete(alias, R"("email")"), kOk);
  EXPECT_EQ(alias.Try("AdminGetUser", R"("Username":"a@example.com")"), "UserNotFoundException: User does not exist.");
}

TEST_F(DeleteUserAttributes, VoidsTheCodeThatWouldVerifyTheValue) {
  pool.Create("alice", {{"email", "a@example.com"}});
  EXPECT_EQ(pool.TryHolding("alice", "GetUserAttributeVerificationCode", R"("AttributeName":"email")"), kOk);
  Delete(pool, R"("email")");
  EXPECT_EQ(pool.TryHolding("alice", "VerifyUserAttribute", R"("AttributeName":"email",)" + TextMember("Code", pool.LastCode())),
            kExpiredCode);
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "");
}

}  // namespace
}  // namespace rockpool::support
