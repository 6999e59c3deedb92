// What a PreSignUp function is told of a sign-up, and what follows from its answer.
#include <gtest/gtest.h>

#include "storage/sqlite/store.h"
#include "tests/operations/sign_up/triggered_pool.h"
#include "tests/support/watched_store.h"

namespace rockpool::support {
namespace {

constexpr const char* kSource = "PreSignUp_SignUp";
constexpr const char* kConfirms = R"({"autoConfirmUser":true})";
constexpr const char* kConfirmsWithEmail = R"({"autoConfirmUser":true,"autoVerifyEmail":true})";
const std::vector<NameAndValue> kEmail{{"email", "a@example.com"}};

class PreSignUp : public TriggeredTest {
 protected:
  SignUpPool pool = PoolWith({"PreSignUp"});
};

TEST_F(PreSignUp, IsToldWhatWasSubmittedAndNoMore) {
  const std::string data = R"("ValidationData":[{"Name":"reason","Value":"none"},{"Name":"empty"}])";
  EXPECT_EQ(pool.TrySignUp("alice", {{"email", "a@example.com"}, {"name", "Alice"}}, JoinedMembers(kMetadata, data)), kOk);
  EXPECT_EQ(functions->Sources(), std::vector<std::string>{kSource});
  EXPECT_EQ(functions->In(kSource, "userName"), "alice");
  EXPECT_EQ(functions->In(kSource, "callerContext.clientId"), pool.client());
  EXPECT_EQ(functions->In(kSource, "request.userAttributes"), R"({"email":"a@example.com","name":"Alice"})");
  EXPECT_EQ(functions->In(kSource, "request.validationData"), R"({"empty":"","reason":"none"})");
  EXPECT_EQ(functions->In(kSource, "request.clientMetadata"), R"({"from":"test"})");
}

TEST_F(PreSignUp, IsToldOfNoDataWhereNoneWasSent) {
  EXPECT_EQ(pool.TrySignUp("alice", {}, R"("ValidationData":[])"), kOk);
  EXPECT_EQ(functions->In(kSource, "request.validationData"), "null");
  EXPECT_EQ(functions->In(kSource, "request.clientMetadata"), "-");
}

TEST_F(PreSignUp, IsToldTheNameThatTheUserWillHaveWhereAddressesNameUsers) {
  const SignUpPool named = PoolWith({"PreSignUp"}, {.pool = kNamesAreEmails});
  const Answer answer = named.SignUp("a@example.com");
  EXPECT_EQ(functions->In(kSource, "userName"), answer.TextAt("UserSub"));
  EXPECT_EQ(functions->In(kSource, "request.userAttributes"), R"({"email":"a@example.com"})");
}

TEST_F(PreSignUp, RefusesInItsOwnWordsAndThenNobodyIsThere) {
  functions->Throw(kSource, "Not from there!");
  EXPECT_EQ(pool.TrySignUp("alice", kEmail), Refused("PreSignUp", "Not from there!"));
  EXPECT_FALSE(Exists(pool, "alice"));
  EXPECT_EQ(pool.CountMessages(), 0);
  functions->Respond(kSource, "{}");
  EXPECT_EQ(pool.TrySignUp("alice", kEmail), kOk) << "the name is free";
}

TEST_F(PreSignUp, StoresNobodyWhereItCannotBeCalledOrAnswersNonsense) {
  functions->Miss(kSource, "AccessDeniedException");
  EXPECT_EQ(pool.TrySignUp("alice", kEmail), "UnexpectedLambdaException: PreSignUp invocation failed due to error AccessDeniedException.");
  functions->Return(kSource, "null");
  EXPECT_EQ(pool.TrySignUp("alice", kEmail), kUnrecognizable);
  functions->Respond(kSource, R"({"autoVerifyPhone":true})");
  EXPECT_EQ(pool.TrySignUp("alice", kEmail), kUnrecognizable) << "there is no phone";
  EXPECT_FALSE(Exists(pool, "alice"));
}

TEST_F(PreSignUp, IsAskedBeforeItIsLookedWhetherTheNameIsTaken) {
  EXPECT_EQ(pool.TrySignUp("alice", kEmail), kOk);
  functions->Forget();
  EXPECT_EQ(pool.TrySignUp("alice", kEmail), "UsernameExistsException: User already exists");
  EXPECT_EQ(functions->Sources(), std::vector<std::string>{kSource});
  functions->Throw(kSource, "not again");
  EXPECT_EQ(pool.TrySignUp("alice", kEmail), Refused("PreSignUp", "not again"));
}

TEST_F(PreSignUp, IsNotAskedAboutASignUpThatTheRulesOfThePoolRefuse) {
  EXPECT_NE(pool.TryFor("SignUp", "bob", R"("Password":"weak")"), kOk);
  EXPECT_NE(pool.TrySignUp("bob", {{"email", "nowhere"}}), kOk);
  EXPECT_TRUE(functions->Sources().empty());
}

TEST_F(PreSignUp, MayConfirmTheUserWhoThenGetsNoMessage) {
  functions->Respond(kSource, kConfirms);
  const Answer answer = pool.SignUp("alice", kEmail);
  EXPECT_TRUE(answer.At("UserConfirmed").GetBool());
  EXPECT_FALSE(answer.Has("CodeDeliveryDetails"));
  EXPECT_EQ(pool.Status("alice"), "CONFIRMED");
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "false");
  EXPECT_EQ(pool.CountMessages(), 0);
}

TEST_F(PreSignUp, MayVerifyAnAddressWithoutConfirmingTheUser) {
  functions->Respond(kSource, R"({"autoVerifyEmail":true})");
  const Answer answer = pool.SignUp("alice", kEmail);
  EXPECT_FALSE(answer.At("UserConfirmed").GetBool());
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "true");
  EXPECT_EQ(pool.TryConfirm("alice", pool.LastCode()), kOk);
}

TEST_F(PreSignUp, TakesAnAliasThatItVerifiesFromWhoHasIt) {
  const SignUpPool aliased = PoolWith({"PreSignUp"}, {.pool = kEmailAlias});
  aliased.CreateReachable("alice");
  functions->Respond(kSource, kConfirmsWithEmail);
  EXPECT_EQ(aliased.TrySignUp("bob", kEmail), kOk);
  EXPECT_EQ(aliased.Call("AdminGetUser", R"("Username":"a@example.com")").TextAt("Username"), "bob");
  EXPECT_EQ(aliased.Attribute("alice", "email_verified"), "false");
}

TEST_F(PreSignUp, RunsWhileNoTransactionIsOpen) {
  functions->Do(kSource, [&](const triggers::Invocation& invocation) {
    pool.Create("somebody");
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
  });
  EXPECT_EQ(pool.TrySignUp("alice", kEmail), kOk);
  EXPECT_TRUE(Exists(pool, "somebody"));
}

TEST_F(PreSignUp, IsHeldToWhatIsTrueWhenItHasAnswered) {
  const auto meanwhile = [&](const std::function<void()>& what) {
    functions->Do(kSource, [what](const triggers::Invocation& invocation) {
      what();
      return triggers::Outcome{triggers::Outcome::Kind::kAnswered, WithResponse(invocation.event, kConfirms), "", 1};
    });
  };
  meanwhile([&] { pool.Create("alice"); });
  EXPECT_EQ(pool.TrySignUp("alice", kEmail), "UsernameExistsException: User already exists");
  meanwhile([&] {
    WatchedStore copy(storage::sqlite::Store::Open({.path = ":memory:"}));
    copy.ReplaceContentsWith(service.world().store);
    service.world().store.ReplaceContentsWith(copy);
  });
  EXPECT_EQ(pool.TrySignUp("bob", kEmail), "InternalErrorException: The state was reset.");
  EXPECT_FALSE(Exists(pool, "bob"));
  meanwhile([&] { pool.DeleteClient(pool.client()); });
  EXPECT_EQ(pool.TrySignUp("bob", kEmail), "ResourceNotFoundException: User pool client " + pool.client() + " does not exist.");
}

TEST_F(PreSignUp, CostsAPoolWithoutItNothing) {
  const SignUpPool other = PoolWith({"PreAuthentication"});
  const SignUpPool none(service);
  const auto cost = [&](const SignUpPool& of) { return CostOf(service, [&] { EXPECT_EQ(of.TrySignUp("alice", kEmail), kOk); }); };
  EXPECT_EQ(cost(none).writes, 1);
  EXPECT_EQ(cost(other).writes, 1);
}

}  // namespace
}  // namespace rockpool::support
