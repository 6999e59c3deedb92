// Tokens for tests, under /_rockpool/tokens.
#include "server/workbench/tokens.h"

#include <gtest/gtest.h>

#include "server/http/router.h"
#include "server/protocol/json_owner.h"
#include "server/tokens/settings.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/jwt.h"
#include "tests/support/refusal.h"
#include "tests/support/users.h"

namespace rockpool::workbench {
namespace {

constexpr const char* kNotBuiltSo =
    "InvalidParameterException: Tokens are asked for by the members UserPoolId, ClientId, Username, Scopes and Nonce, and no others.";
constexpr const char* kBadScopes = "InvalidParameterException: Scopes must be a list of the names of scopes.";

class Tokens : public testing::Test {
 protected:
  Tokens() : pool(service.CreatePool()), client(NewClient()) {
    support::CreateUser(service, pool, "ada", {{"email", "ada@example.com"}, {"nickname", "Countess"}});
  }

  std::string NewClient(const std::string& more = "") {
    return service.Call("CreateUserPoolClient", R"({"UserPoolId":")" + pool + R"(","ClientName":"client")" + more + "}")
        .TextAt("UserPoolClient.ClientId");
  }
  std::string Body(const std::string& more = "", const std::string& user = "ada") const { return BodyFor(client, more, user); }
  std::string BodyFor(const std::string& of_client, const std::string& more = "", const std::string& user = "ada") const {
    return R"({"UserPoolId":")" + pool + R"(","ClientId":")" + of_client + R"(","Username":")" + user + '"' + more + "}";
  }
  support::Answer Ask(const std::string& body, const world::Caller& caller = {}) const {
    support::Answer answer;
    answer.body = TokensJson(service.world(), caller, body);
    answer.json.Parse(answer.body.data(), answer.body.size());
    return answer;
  }
  std::string Refusal(const std::string& body) const {
    return support::RefusalOf([&] { TokensJson(service.world(), {}, body); });
  }
  static std::string Access(const support::Answer& answer) { return answer.TextAt("AuthenticationResult.AccessToken"); }
  static std::string Id(const support::Answer& answer) { return answer.TextAt("AuthenticationResult.IdToken"); }

  support::TestService service;
  const std::string pool;
  const std::string client;
};

TEST_F(Tokens, AreThoseOfASignIn) {
  const support::Answer answer = Ask(Body());
  const auto of_sign_in = support::TokensOf(service, client, "ada");
  EXPECT_EQ(answer.TextAt("AuthenticationResult.TokenType"), "Bearer");
  EXPECT_EQ(answer.At("AuthenticationResult.ExpiresIn").GetInt(), 3600);
  EXPECT_EQ(support::NamesOfClaims(Access(answer)), support::NamesOfClaims(*of_sign_in.AccessToken));
  EXPECT_EQ(support::NamesOfClaims(Id(answer)), support::NamesOfClaims(*of_sign_in.IdToken));
  EXPECT_EQ(support::ClaimOf(Access(answer), "scope"), R"("aws.cognito.signin.user.admin")");
}

TEST_F(Tokens, AreGoodForTheApi) {
  const support::Answer answer = Ask(Body());
  EXPECT_EQ(support::OutcomeOf(service.Call("GetUser", R"({"AccessToken":")" + Access(answer) + R"("})")), support::kOk);
  EXPECT_EQ(support::OutcomeOf(service.Call("GetTokensFromRefreshToken", R"({"ClientId":")" + client + R"(","RefreshToken":")" +
                                                                             answer.TextAt("AuthenticationResult.RefreshToken") + R"("})")),
            support::kOk);
}

TEST_F(Tokens, AreForAUserByAnyOfHisNamesAndAClientWithASecretAndWithoutFlows) {
  const std::string secret = NewClient(R"(,"GenerateSecret":true,"ExplicitAuthFlows":["ALLOW_CUSTOM_AUTH"])");
  const std::string sub = support::AttributeOf(service, pool, "ada", "sub");
  EXPECT_EQ(support::ClaimOf(Access(Ask(BodyFor(secret, "", sub))), "username"), R"("ada")");
}

TEST_F(Tokens, AreAsTheOAuthEndpointsMakeThemWithScopesAndNonce) {
  const support::Answer answer = Ask(Body(R"(,"Scopes":["openid","email","server/read"],"Nonce":"the nonce")"));
  EXPECT_EQ(support::ClaimOf(Access(answer), "scope"), R"("openid email server/read")");
  EXPECT_EQ(support::ClaimOf(Access(answer), "version"), "2");
  EXPECT_EQ(support::ClaimOf(Id(answer), "nonce"), R"("the nonce")");
  EXPECT_NE(support::ClaimOf(Id(answer), "at_hash"), "");
  EXPECT_EQ(support::ClaimOf(Id(answer), "email"), R"("ada@example.com")");
  EXPECT_EQ(support::ClaimOf(Id(answer), "nickname"), "");
}

TEST_F(Tokens, HaveNoIdTokenWithoutTheScopeOpenId) {
  const support::Answer answer = Ask(Body(R"(,"Scopes":["server/read"])"));
  EXPECT_FALSE(answer.Has("AuthenticationResult.IdToken"));
  EXPECT_EQ(support::ClaimOf(Access(answer), "scope"), R"("server/read")");
}

TEST_F(Tokens, HaveAllScopesOfTheClientWhereOnlyANonceIsGiven) {
  EXPECT_EQ(support::ClaimOf(Access(Ask(Body(R"(,"Nonce":"n")"))), "scope"), R"("openid")");
  const std::string other =
      NewClient(R"(,"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid","phone"],)"
                R"("CallbackURLs":["https://app.example/back"])");
  EXPECT_EQ(support::ClaimOf(Access(Ask(BodyFor(other, R"(,"Nonce":"n")"))), "scope"), R"("openid phone")");
}

TEST_F(Tokens, AreRefusedForWhomASignInWouldRefuse) {
  const auto with = [&](api::UserStatusType status) {
    support::SetStatus(service, pool, "ada", status);
    return Refusal(Body());
  };
  EXPECT_EQ(with(api::UserStatusType::UNCONFIRMED), "UserNotConfirmedException: User is not confirmed.");
  EXPECT_EQ(with(api::UserStatusType::RESET_REQUIRED), "PasswordResetRequiredException: Password reset required for the user");
  EXPECT_EQ(with(api::UserStatusType::FORCE_CHANGE_PASSWORD),
            "NotAuthorizedException: A sign-in of the user would ask for a new password first.");
  EXPECT_EQ(with(api::UserStatusType::EXTERNAL_PROVIDER), "accepted");
  service.Call("AdminDisableUser", R"({"UserPoolId":")" + pool + R"(","Username":"ada"})");
  EXPECT_EQ(with(api::UserStatusType::UNCONFIRMED), "NotAuthorizedException: User is disabled.");
}

TEST_F(Tokens, AreChangedAndRefusedByAFunctionAsThoseOfASignInAre) {
  const auto functions = support::FakeInvoker::Of(service);
  service.Call("UpdateUserPool", R"({"UserPoolId":")" + pool + '"' + support::LambdaMember({"PreTokenGeneration"}) + "}");
  functions->Respond("TokenGeneration_Authentication", R"({"claimsOverrideDetails":{"claimsToAddOrOverride":{"tenant":"blue"}}})");
  EXPECT_EQ(support::ClaimOf(Id(Ask(Body())), "tenant"), R"("blue")");
  functions->Throw("TokenGeneration_Authentication", "Not today");
  EXPECT_EQ(Refusal(Body()), "UserLambdaValidationException: PreTokenGeneration failed with error Not today.");
}

TEST_F(Tokens, WaitWhereAFunctionIsToBeAsked) {
  const auto functions = support::FakeInvoker::Of(service);
  EXPECT_EQ(RunsOfTokens(service.world(), Body()), http::Runs::kComputes);
  service.Call("UpdateUserPool", R"({"UserPoolId":")" + pool + '"' + support::LambdaMember({"PreTokenGeneration"}) + "}");
  EXPECT_EQ(RunsOfTokens(service.world(), Body()), http::Runs::kWaits);
  EXPECT_EQ(RunsOfTokens(service.world(), "no JSON"), http::Runs::kComputes);
  EXPECT_EQ(RunsOfTokens(service.world(), R"({"UserPoolId":"us-east-1_nothing","ClientId":"x","Username":"x"})"), http::Runs::kComputes);
}

TEST_F(Tokens, TellWhatThereIsNot) {
  EXPECT_EQ(Refusal(R"({"UserPoolId":"us-east-1_nothing","ClientId":"x","Username":"x"})"),
            "ResourceNotFoundException: User pool us-east-1_nothing does not exist.");
  EXPECT_EQ(Refusal(BodyFor("nobody", "", "nobody")), "ResourceNotFoundException: User pool client nobody does not exist.");
  EXPECT_EQ(Refusal(Body("", "nobody")), "UserNotFoundException: User does not exist.");
  const std::string other = service.CreatePool();
  EXPECT_EQ(Refusal(R"({"UserPoolId":")" + other + R"(","ClientId":")" + client + R"(","Username":"ada"})"),
            "ResourceNotFoundException: User pool client " + client + " does not exist.");
}

TEST_F(Tokens, AreRefusedToABodyOfAnotherKind) {
  for (const char* body : {"", "[]", "no JSON", "1"}) {
    EXPECT_EQ(Refusal(body), "InvalidParameterException: The body must be a JSON object.") << body;
  }
  EXPECT_EQ(Refusal("{}"), "InvalidParameterException: UserPoolId, ClientId and Username must be given.");
  EXPECT_EQ(Refusal(Body(R"(,"Password":"x")")), kNotBuiltSo);
  EXPECT_EQ(Refusal(Body(R"(,"Nonce":1)")), "InvalidParameterException: Nonce must be a text.");
  for (const char* scopes : {"[]", "\"openid\"", "[1]", R"(["two words"])", R"([""])"}) {
    EXPECT_EQ(Refusal(Body(R"(,"Scopes":)" + std::string(scopes))), kBadScopes) << scopes;
  }
}

TEST_F(Tokens, AreBehindTheGuardAndKnowWhereTheRequestWent) {
  support::TestService by_request({.tokens = {.issuer = std::string(tokens::kRequestIssuer), .trusted_hosts = {}}});
  const std::string own = by_request.CreatePool();
  support::CreateUser(by_request, own, "ada");
  const std::string own_client =
      by_request.Call("CreateUserPoolClient", R"({"UserPoolId":")" + own + R"(","ClientName":"x"})").TextAt("UserPoolClient.ClientId");
  protocol::Faults faults;
  triggers::Faults trigger_faults;
  Workbench workbench(
      faults, trigger_faults, [] {}, {}, by_request.random);
  AddTokens(workbench, by_request.world(), by_request.random);
  const protocol::JsonOwner json(by_request.random);
  http::Router router(json);
  workbench.Mount(router);
  const auto answer = [&](const std::string& host) {
    http::Request request;
    request.method = "POST";
    request.path = "/_rockpool/tokens";
    request.headers.Add("Host", host);
    request.headers.Add("Content-Type", "application/json");
    request.body = R"({"UserPoolId":")" + own + R"(","ClientId":")" + own_client + R"(","Username":"ada"})";
    return router.Route(std::move(request)).work->Run();
  };
  EXPECT_EQ(answer("evil.example").status, 403);
  const http::Response response = answer("localhost:9229");
  ASSERT_EQ(response.status, 200) << response.body;
  support::Answer read;
  read.body = response.body;
  read.json.Parse(response.body.data(), response.body.size());
  EXPECT_EQ(support::ClaimOf(Id(read), "iss"), R"("http://localhost:9229/)" + own + '"');
}

}  // namespace
}  // namespace rockpool::workbench
