// Under which names the public operations of sign-up and recovery know a user, and over which of them the secret hash is made.
#include <gtest/gtest.h>

#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

struct Operation {
  const char* name;
  const char* members;  // which follow client, name and hash
  const char* outcome;  // what is told of a confirmed user with a verified address
};

constexpr Operation kOperations[] = {
    {"ConfirmSignUp", R"("ConfirmationCode":"123456")", "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED"},
    {"ResendConfirmationCode", "", "InvalidParameterException: User is already confirmed."},
    {"ForgotPassword", "", kOk},
    {"ConfirmForgotPassword", R"("ConfirmationCode":"123456","Password":"An0ther-horse")", kExpiredCode},
};

class PublicOperation : public testing::TestWithParam<Operation> {
 protected:
  static std::string TryOn(const SignUpPool& pool, std::string_view name) { return pool.TryFor(GetParam().name, name, GetParam().members); }

  TestService service;
};
INSTANTIATE_TEST_SUITE_P(Each, PublicOperation, testing::ValuesIn(kOperations),
                         [](const auto& tried) { return std::string(tried.param.name); });

constexpr const char* kSecret = R"("GenerateSecret":true)";

TEST_P(PublicOperation, KnowsTheUserByUsernameSubAndVerifiedAliasWithTheHashOfThatName) {
  const SignUpPool pool(service, {.pool = kEmailAlias, .client = kSecret});
  pool.CreateReachable("alice");
  const std::string sub = pool.Attribute("alice", "sub");
  for (const std::string_view name : {std::string_view("alice"), std::string_view(sub), std::string_view("a@example.com")}) {
    EXPECT_EQ(TryOn(pool, name), GetParam().outcome) << name;
  }
  EXPECT_EQ(TryOn(pool, "Alice"), kNoSuchUser);
  pool.Create("bob", {{"email", "b@example.com"}});
  EXPECT_EQ(TryOn(pool, "b@example.com"), kNoSuchUser) << "it is not verified";
}

TEST_P(PublicOperation, RefusesTheHashOfAnotherNameOfTheUser) {
  const SignUpPool pool(service, {.pool = kEmailAlias, .client = kSecret});
  pool.CreateReachable("alice");
  const std::string named = JoinedMembers(TextMember("ClientId", pool.client()), R"("Username":"a@example.com")");
  const std::string hash = TextMember("SecretHash", SecretHash(pool.secret(), "alice", pool.client()));
  EXPECT_EQ(OutcomeOf(service.Call(GetParam().name, "{" + JoinedMembers(JoinedMembers(named, hash), GetParam().members) + "}")),
            "NotAuthorizedException: Unable to verify secret hash for client " + pool.client());
}

TEST_P(PublicOperation, KnowsTheUserByTheAddressThatNamesHimAndByTheSub) {
  const SignUpPool pool(service, {.pool = kNamesAreEmails, .client = kSecret});
  pool.Create("a@example.com", {{"email_verified", "true"}});
  EXPECT_EQ(TryOn(pool, "a@example.com"), GetParam().outcome);
  EXPECT_EQ(TryOn(pool, pool.Attribute("a@example.com", "sub")), GetParam().outcome);
}

TEST_P(PublicOperation, KnowsTheUserInAnyCaseWherePoolsDoNotTellItApart) {
  const SignUpPool pool(service, {.pool = std::string(kEmailAlias) + R"(,"UsernameConfiguration":{"CaseSensitive":false})"});
  pool.CreateReachable("alice");
  for (const char* name : {"aLICE", "A@Example.COM"}) {
    EXPECT_EQ(TryOn(pool, name), GetParam().outcome) << name;
  }
}

}  // namespace
}  // namespace rockpool::support
