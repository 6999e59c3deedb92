// PreTokenGeneration of the tokens that nobody signs in for: refreshes, and those of app clients for themselves.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/operations/tokens/token_pool.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/jwt.h"

namespace rockpool::support {
namespace {

constexpr const char* kRefreshes = "TokenGeneration_RefreshTokens";
constexpr const char* kMachines = "TokenGeneration_ClientCredentials";
constexpr const char* kTenantInBoth = R"({"claimsAndScopeOverrideDetails":{"idTokenGeneration":{"claimsToAddOrOverride":{"tenant":"id"}},)"
                                      R"("accessTokenGeneration":{"claimsToAddOrOverride":{"tenant":["access"]},)"
                                      R"("scopesToAdd":["api/read"],"scopesToSuppress":["aws.cognito.signin.user.admin"]}}})";
constexpr const char* kRotating = R"("RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":0},)"
                                  R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"])";

class PreTokenGeneration : public testing::Test {
 protected:
  using Kind = triggers::Outcome::Kind;

  // That a test does something while the function runs.
  void Meanwhile(const std::string& source, std::function<void()> happen) {
    functions->Do(source, [happen = std::move(happen)](const triggers::Invocation& invocation) {
      happen();
      return triggers::Outcome{Kind::kAnswered, invocation.event, "", 1};
    });
  }

  TestService service;
  std::shared_ptr<FakeInvoker> functions = FakeInvoker::Of(service);
};

TEST_F(PreTokenGeneration, ChangesTheTokensOfARefreshEachByItself) {
  TokenPool pool(service, LambdaMember({"PreTokenGeneration:V2_0"}));
  const auto tokens = pool.SignIn();
  functions->Forget();
  functions->Respond(kRefreshes, kTenantInBoth);
  const Answer answer = pool.Refresh(pool.client(), RefreshOf(tokens), R"("ClientMetadata":{"why":"a test"})");
  ASSERT_EQ(OutcomeOf(answer), kOk);
  EXPECT_EQ(ClaimOf(IdIn(answer), "tenant"), R"("id")");
  EXPECT_EQ(ClaimOf(AccessIn(answer), "tenant"), R"(["access"])");
  EXPECT_EQ(ClaimOf(AccessIn(answer), "scope"), R"("api/read")");
  EXPECT_EQ(functions->Sources(), std::vector<std::string>{kRefreshes});
  EXPECT_EQ(functions->In(kRefreshes, "version"), "2");
  EXPECT_EQ(functions->In(kRefreshes, "userName"), "ada");
  EXPECT_EQ(functions->In(kRefreshes, "callerContext.clientId"), pool.client());
  EXPECT_EQ(functions->In(kRefreshes, "request.userAttributes.email"), "ada@example.com");
  EXPECT_EQ(functions->In(kRefreshes, "request.scopes"), R"(["aws.cognito.signin.user.admin"])");
  EXPECT_EQ(functions->In(kRefreshes, "request.clientMetadata.why"), "a test");
  EXPECT_EQ(pool.TryBy(AccessIn(answer), "GetUser"), "NotAuthorizedException: Access Token does not have required scopes");
}

TEST_F(PreTokenGeneration, OfVersionOneChangesTheIdTokenAndTheGroupsOfBoth) {
  TokenPool pool(service, LambdaMember({"PreTokenGeneration"}));
  EXPECT_EQ(pool.Try("CreateGroup", R"("GroupName":"readers","RoleArn":"arn:aws:iam::123456789012:role/Reader")"), kOk);
  EXPECT_EQ(pool.TryOn("ada", "AdminAddUserToGroup", R"("GroupName":"readers")"), kOk);
  const auto tokens = pool.SignIn();
  functions->Respond(kRefreshes, R"({"claimsOverrideDetails":{"claimsToAddOrOverride":{"tenant":"blue"},"claimsToSuppress":["email"],)"
                                 R"("groupOverrideDetails":{"groupsToOverride":["writers"],"iamRolesToOverride":["arn:w"],)"
                                 R"("preferredRole":"arn:w"}}})");
  const Answer answer = pool.Refresh(pool.client(), RefreshOf(tokens));
  EXPECT_EQ(ClaimOf(IdIn(answer), "tenant"), R"("blue")");
  EXPECT_EQ(ClaimOf(IdIn(answer), "email"), "");
  EXPECT_EQ(ClaimOf(AccessIn(answer), "tenant"), "");
  EXPECT_EQ(ClaimOf(IdIn(answer), "cognito:groups"), R"(["writers"])");
  EXPECT_EQ(ClaimOf(AccessIn(answer), "cognito:groups"), R"(["writers"])");
  EXPECT_EQ(ClaimOf(IdIn(answer), "cognito:preferred_role"), R"("arn:w")");
  EXPECT_EQ(functions->In(kRefreshes, "request.groupConfiguration.groupsToOverride"), R"(["readers"])");
  EXPECT_EQ(functions->In(kRefreshes, "request.groupConfiguration.preferredRole"), "arn:aws:iam::123456789012:role/Reader");
  EXPECT_EQ(functions->In(kRefreshes, "request.scopes"), "-");
}

TEST_F(PreTokenGeneration, ThatFailsGivesNoTokens) {
  TokenPool pool(service, LambdaMember({"PreTokenGeneration:V2_0"}));
  const std::string token = RefreshOf(pool.SignIn());
  functions->Throw(kRefreshes, "Not today");
  EXPECT_EQ(pool.TryRefresh(pool.client(), token), "UserLambdaValidationException: PreTokenGeneration failed with error Not today.");
  functions->Miss(kRefreshes, "AccessDeniedException");
  EXPECT_EQ(pool.TryRefresh(pool.client(), token),
            "UnexpectedLambdaException: PreTokenGeneration invocation failed due to error AccessDeniedException.");
  functions->Return(kRefreshes, "[]");
  EXPECT_EQ(pool.TryRefresh(pool.client(), token), "InvalidLambdaResponseException: Unrecognizable lambda output");
  functions->Respond(kRefreshes, "{}");
  EXPECT_EQ(pool.TryRefresh(pool.client(), token), kOk) << "a token that is not rotated lives on";
}

TEST_F(PreTokenGeneration, StandsInTheTraceOfARefresh) {
  TokenPool pool(service, LambdaMember({"PreTokenGeneration:V2_0"}));
  const std::string token = RefreshOf(pool.SignIn());
  EXPECT_EQ(pool.TryRefresh(pool.client(), token), kOk);
  functions->Throw(kRefreshes, "Not today");
  pool.TryRefresh(pool.client(), token);
  const std::string traced = service.traces->Json(pool.id(), "", 0);
  EXPECT_NE(traced.find(R"({"rule":"PreTokenGeneration","verdict":"passed")"), std::string::npos) << traced;
  EXPECT_NE(traced.find(R"({"rule":"PreTokenGeneration","verdict":"refused","reason":"PreTokenGeneration failed with error Not today.)"),
            std::string::npos)
      << traced;
}

TEST_F(PreTokenGeneration, IsAskedOnceForARefreshTokenWithoutGrace) {
  TokenPool pool(service, LambdaMember({"PreTokenGeneration:V2_0"}));
  const std::string client = pool.New(kRotating);
  const std::string token = RefreshOf(pool.SignInBy(client));
  std::string other;
  Meanwhile(kRefreshes, [&] {
    functions->Respond(kRefreshes, "{}");
    other = pool.TryRefresh(client, token);
  });
  const Answer answer = pool.Refresh(client, token);
  EXPECT_EQ(OutcomeOf(answer), kOk);
  EXPECT_EQ(other, "RefreshTokenReuseException: Refresh token has been invalidated by rotation.");
  EXPECT_EQ(functions->CountOf(kRefreshes), 1U);
  EXPECT_EQ(pool.TryRefresh(client, RefreshIn(answer)), kOk);
}

TEST_F(PreTokenGeneration, OfWhoIsDisabledMeanwhileGivesNoTokens) {
  TokenPool pool(service, LambdaMember({"PreTokenGeneration:V2_0"}));
  const std::string token = RefreshOf(pool.SignIn());
  Meanwhile(kRefreshes, [&] { EXPECT_EQ(pool.TryOn("ada", "AdminDisableUser"), kOk); });
  EXPECT_EQ(pool.TryRefresh(pool.client(), token), "NotAuthorizedException: User is disabled.");
}

TEST_F(PreTokenGeneration, OfATokenThatIsRevokedMeanwhileGivesNoTokens) {
  TokenPool pool(service, LambdaMember({"PreTokenGeneration:V2_0"}));
  const std::string token = RefreshOf(pool.SignIn());
  Meanwhile(kRefreshes, [&] { EXPECT_EQ(pool.TryRevoke(pool.client(), token), kOk); });
  EXPECT_EQ(pool.TryRefresh(pool.client(), token), kRefreshRevoked);
}

TEST_F(PreTokenGeneration, RunsInNoTransaction) {
  TokenPool pool(service, LambdaMember({"PreTokenGeneration:V2_0"}));
  const std::string token = RefreshOf(pool.SignIn());
  Meanwhile(kRefreshes, [&] { EXPECT_EQ(pool.Try("CreateGroup", R"("GroupName":"made-by-the-function")"), kOk); });
  EXPECT_EQ(pool.TryRefresh(pool.client(), token), kOk);
}

TEST_F(PreTokenGeneration, WithAnotherFunctionOfThePoolCostsNothing) {
  TokenPool plain(service);
  TokenPool other(service, LambdaMember({"PreSignUp"}));
  const std::string plain_token = RefreshOf(plain.SignIn());
  const std::string other_token = RefreshOf(other.SignIn());
  functions->Forget();
  EXPECT_EQ(CostOf(service, [&] { plain.TryRefresh(plain.client(), plain_token); }),
            CostOf(service, [&] { other.TryRefresh(other.client(), other_token); }));
  EXPECT_EQ(functions->Calls().size(), 0U);
}

class ClientTokens : public PreTokenGeneration {
 protected:
  // Of a client of `pool` for itself, with `more` in the request.
  static std::string NewMachine(TokenPool& pool) {
    pool.AddResourceServer("server", "write");
    return pool.New(R"("ExplicitAuthFlows":["ALLOW_CLIENT_TOKEN_AUTH"],"ClientSecret":"the_first_secret_of_a_client",)"
                    R"("AllowedOAuthScopes":["server/write"])");
  }
  static Answer Get(TokenPool& pool, const std::string& client, const std::string& more = "") {
    return pool.CallOfClient(client, "GetClientToken", JoinedMembers(R"("Secret":"the_first_secret_of_a_client")", more));
  }
  static std::string TokenIn(const Answer& answer) { return answer.TextAt("ClientAuthenticationResult.AccessToken"); }
};

TEST_F(ClientTokens, AreChangedByAFunctionOfVersionThree) {
  TokenPool pool(service, LambdaMember({"PreTokenGeneration:V3_0"}));
  const std::string client = NewMachine(pool);
  functions->Respond(kMachines, kTenantInBoth);
  const Answer answer = Get(pool, client, R"("ClientMetadata":{"why":"a test"})");
  ASSERT_EQ(OutcomeOf(answer), kOk);
  EXPECT_EQ(ClaimOf(TokenIn(answer), "tenant"), R"(["access"])");
  EXPECT_EQ(ClaimOf(TokenIn(answer), "scope"), R"("server/write api/read")");
  EXPECT_EQ(functions->In(kMachines, "version"), "3");
  EXPECT_EQ(functions->In(kMachines, "userName"), "ClientCredentials");
  EXPECT_EQ(functions->In(kMachines, "request.groupConfiguration"), "null");
  EXPECT_EQ(functions->In(kMachines, "request.scopes"), R"(["server/write"])");
  EXPECT_EQ(functions->In(kMachines, "request.clientMetadata.why"), "a test");
}

TEST_F(ClientTokens, StandInTheTraceWithTheirFunction) {
  TokenPool pool(service, LambdaMember({"PreTokenGeneration:V3_0"}));
  EXPECT_EQ(OutcomeOf(Get(pool, NewMachine(pool))), kOk);
  const std::string traced = service.traces->Json(pool.id(), "", 0);
  EXPECT_NE(traced.find(R"({"rule":"PreTokenGeneration","verdict":"passed"})"), std::string::npos) << traced;
}

TEST_F(ClientTokens, AreAskedOfNoFunctionOfAnEarlierVersion) {
  for (const char* function : {"PreTokenGeneration", "PreTokenGeneration:V2_0"}) {
    TokenPool pool(service, LambdaMember({function}));
    EXPECT_EQ(OutcomeOf(Get(pool, NewMachine(pool))), kOk);
  }
  EXPECT_EQ(functions->Calls().size(), 0U);
}

TEST_F(ClientTokens, AreNotGivenWhereTheFunctionRefusesOrTheClientGoes) {
  TokenPool pool(service, LambdaMember({"PreTokenGeneration:V3_0"}));
  const std::string client = NewMachine(pool);
  functions->Throw(kMachines, "No machines");
  EXPECT_EQ(OutcomeOf(Get(pool, client)), "UserLambdaValidationException: PreTokenGeneration failed with error No machines.");
  Meanwhile(kMachines, [&] { EXPECT_EQ(OutcomeOf(pool.Delete(client)), kOk); });
  EXPECT_EQ(OutcomeOf(Get(pool, client)), "ResourceNotFoundException: User pool client " + client + " does not exist.");
}

}  // namespace
}  // namespace rockpool::support
