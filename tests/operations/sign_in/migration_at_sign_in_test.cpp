// Users whom the pool has not, but a UserMigration function knows.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/operations/sign_in/sign_in_pool.h"
#include "tests/support/fake_invoker.h"

namespace rockpool::support {
namespace {

using Sources = std::vector<std::string>;

constexpr const char* kSource = "UserMigration_Authentication";
constexpr const char* kPre = "PreAuthentication_Authentication";
constexpr const char* kNoUser = "UserNotFoundException: User does not exist.";
constexpr const char* kWrong = "NotAuthorizedException: Incorrect username or password.";
constexpr const char* kExceeded = "NotAuthorizedException: Password attempts exceeded";
constexpr int kForgotten = 15 * 60'000;  // after as long a silence guesses are
constexpr const char* kHiding = R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"],"PreventUserExistenceErrors":"ENABLED")";
constexpr const char* kKnown =
    R"({"userAttributes":{"email":"old@example.com","email_verified":"true"},"finalUserStatus":"CONFIRMED","messageAction":"SUPPRESS"})";

class MigrationAtSignIn : public testing::Test {
 protected:
  MigrationAtSignIn() { functions->Respond("UserMigration", kKnown); }

  TestService service;
  std::shared_ptr<FakeInvoker> functions = FakeInvoker::Of(service);
  SignInPool pool{service, LambdaMember({"UserMigration", "PreAuthentication"})};
};

TEST_F(MigrationAtSignIn, CreatesTheUserAndSignsHimIn) {
  pool.SendMetadata(R"({"from":"opening"})");
  EXPECT_EQ(NextOf(pool.ByPassword("old")), "tokens");
  EXPECT_EQ(functions->Sources(), (Sources{kSource, kPre}));
  EXPECT_EQ(functions->In(kSource, "userName"), "old");
  EXPECT_EQ(functions->In(kSource, "request.password"), kRightPassword);
  EXPECT_EQ(functions->In(kSource, "request.validationData.from"), "opening");
  EXPECT_EQ(functions->In(kPre, "request.userAttributes.email"), "old@example.com");
  EXPECT_EQ(pool.Show("old").TextAt("UserStatus"), "CONFIRMED");
  functions->Forget();
  EXPECT_EQ(NextOf(pool.ByPassword("old")), "tokens");
  EXPECT_EQ(functions->Sources(), (Sources{kPre})) << "he is there now";
  EXPECT_EQ(NextOf(pool.ByPassword("old", "Wrong-Pass1")), kWrong);
}

TEST_F(MigrationAtSignIn, HasItsAdministratorsForm) {
  EXPECT_EQ(NextOf(pool.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", {{"USERNAME", "old"}, {"PASSWORD", kRightPassword}})), "tokens");
  EXPECT_EQ(functions->CountOf(kSource), 1U);
}

TEST_F(MigrationAtSignIn, IsForNoOtherFirstFactorThanAPasswordAtHand) {
  pool.UseClient(pool.AddClient(R"("ExplicitAuthFlows":["ALLOW_USER_AUTH"])"));
  const auto choose = [&](const std::string& preferred, Pairs parameters = {}) {
    parameters.insert({{"USERNAME", "old"}, {"PREFERRED_CHALLENGE", preferred}});
    return NextOf(pool.Initiate("USER_AUTH", parameters));
  };
  EXPECT_EQ(choose(""), kNoUser);
  EXPECT_EQ(choose("EMAIL_OTP"), kNoUser);
  EXPECT_EQ(choose("PASSWORD_SRP", {{"SRP_A", SrpClient().public_hex()}}), kNoUser);
  EXPECT_EQ(functions->Sources(), Sources());
  EXPECT_EQ(choose("PASSWORD", {{"PASSWORD", kRightPassword}}), "tokens");
  EXPECT_EQ(functions->Sources(), (Sources{kSource, kPre}));
}

TEST_F(MigrationAtSignIn, KnowsNothingOfProofs) {
  EXPECT_EQ(NextOf(pool.BySrp("old")), kNoUser);
  EXPECT_EQ(functions->Sources(), Sources());
}

TEST_F(MigrationAtSignIn, TellsOfAResetThatIsRequiredAlsoWhereNoStatusIsSaid) {
  for (const char* status : {R"(,"finalUserStatus":"RESET_REQUIRED")", ""}) {
    const std::string name = std::string("old") + (*status == '\0' ? "er" : "");
    functions->Respond("UserMigration",
                       std::string(R"({"userAttributes":{"email":"old@example.com"},"messageAction":"SUPPRESS")") + status + "}");
    EXPECT_EQ(NextOf(pool.ByPassword(name)), "PasswordResetRequiredException: Password reset required for the user");
    EXPECT_EQ(pool.Show(name).TextAt("UserStatus"), "RESET_REQUIRED");
  }
}

TEST_F(MigrationAtSignIn, TellsOfNobodyWhomTheFunctionDoesNotKnow) {
  functions->Respond("UserMigration", "{}");
  EXPECT_EQ(NextOf(pool.ByPassword("nobody")), kNoUser);
  EXPECT_EQ(functions->Sources(), (Sources{kSource}));
  pool.UseClient(pool.AddClient(kHiding));
  EXPECT_EQ(NextOf(pool.ByPassword("nobody")), kWrong);
  EXPECT_EQ(functions->Sources(), (Sources{kSource, kSource, kPre}));
  EXPECT_EQ(functions->In(kPre, "request.userNotFound"), "true");
}

TEST_F(MigrationAtSignIn, TellsOfItsFailuresWhateverTheClientHides) {
  for (const std::string& client : {pool.client(), pool.AddClient(kHiding)}) {
    pool.UseClient(client);
    const std::string not_migrated = "UserNotFoundException: Exception migrating user in app client " + client;
    for (const char* response : {R"({"userAttributes":{"custom:unknown":"x"},"finalUserStatus":"CONFIRMED"})",
                                 R"({"finalUserStatus":"CONFIRMED"})", R"({"unknown":"x"})"}) {
      functions->Respond("UserMigration", response);
      EXPECT_EQ(NextOf(pool.ByPassword("old")), not_migrated) << response;
    }
    service.clock.Advance(kForgotten);
    functions->Return("UserMigration", "null");
    EXPECT_EQ(NextOf(pool.ByPassword("old")), not_migrated);
    functions->Miss("UserMigration", "AccessDeniedException");
    EXPECT_EQ(NextOf(pool.ByPassword("old")), not_migrated);
    service.clock.Advance(kForgotten);
  }
  EXPECT_EQ(pool.Try("AdminGetUser", TextMember("Username", "old")), kNoUser);
}

TEST_F(MigrationAtSignIn, IsRefusedByTheFunctionInItsWordsUnlessTheClientHidesWhoExists) {
  functions->Throw("UserMigration", "Bad password");
  EXPECT_EQ(NextOf(pool.ByPassword("old")), "UserLambdaValidationException: UserMigration failed with error Bad password.");
  pool.UseClient(pool.AddClient(kHiding));
  EXPECT_EQ(NextOf(pool.ByPassword("old")), kWrong);
  EXPECT_NE(service.traces->Json(pool.id(), "old", 0).find("UserMigration failed with error Bad password."), std::string::npos);
  EXPECT_EQ(pool.Try("AdminGetUser", TextMember("Username", "old")), kNoUser);
}

TEST_F(MigrationAtSignIn, IsNotAskedByWhoHasGuessedTooOften) {
  using Cases = std::vector<std::pair<std::string, std::string>>;
  const std::string hiding = pool.AddClient(kHiding);
  for (const auto& [client, response] : Cases{{pool.client(), ""}, {pool.client(), "{}"}, {hiding, ""}, {hiding, "{}"}}) {
    pool.UseClient(client);
    functions->Forget();
    if (response.empty()) {
      functions->Throw("UserMigration", "Bad password");
    } else {
      functions->Respond("UserMigration", response);
    }
    for (int i = 0; i < 5; ++i) {
      pool.ByPassword("old");
    }
    functions->Respond("UserMigration", kKnown);
    EXPECT_EQ(NextOf(pool.ByPassword("old")), kExceeded) << client << response;
    EXPECT_EQ(functions->CountOf(kSource), 5U) << client << response;
    service.clock.Advance(kForgotten);
  }
  EXPECT_EQ(NextOf(pool.ByPassword("old")), "tokens");
}

TEST_F(MigrationAtSignIn, IsNotAskedWithAPasswordThatIsTooLongToBeOne) {
  EXPECT_EQ(NextOf(pool.ByPassword("old", std::string(257, 'x'))), kNoUser);
  EXPECT_EQ(functions->Sources(), Sources());
}

}  // namespace
}  // namespace rockpool::support
