// The Lambda functions of a sign-in through a provider: which are asked, of whom, and what follows.
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/federation/users_pool.h"
#include "tests/operations/replicas/replicated_pool.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/users.h"

namespace rockpool::federation {
namespace {

using support::FakeInvoker;
using support::LambdaMember;
using Sources = std::vector<std::string>;

constexpr const char* kInbound = "InboundFederation_ExternalProvider";
constexpr const char* kSignUp = "PreSignUp_ExternalProvider";
constexpr const char* kConfirmed = "PostConfirmation_ConfirmSignUp";
constexpr const char* kBefore = "PreAuthentication_Authentication";
constexpr const char* kAfter = "PostAuthentication_Authentication";

class FederatedFunctions : public testing::Test {
 protected:
  FederatedFunctions()
      : pool(service, LambdaMember({"InboundFederation", "PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication"})) {
    pool.AddOkta(R"("email":"mail","nickname":"nick")");
  }

  Claims Ada() const { return Said("1", {{"mail", "ada@example.com"}, {"nick", "Countess"}}); }
  std::string Refusal() { return pool.Refusal("Okta", Ada()); }
  void Meanwhile(const std::string& source, std::function<void()> happen) {
    functions->Do(source, [happen = std::move(happen)](const triggers::Invocation& invocation) {
      happen();
      return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
    });
  }
  bool Exists(const std::string& username) { return pool.Try("AdminGetUser", support::TextMember("Username", username)) == kOk; }

  support::TestService service;
  std::shared_ptr<FakeInvoker> functions = FakeInvoker::Of(service);
  ProvidersPool pool;
};

TEST_F(FederatedFunctions, AreOthersAtTheFirstSignInThanLater) {
  EXPECT_EQ(Refusal(), "");
  EXPECT_EQ(functions->Sources(), (Sources{kInbound, kSignUp, kConfirmed}));
  functions->Forget();
  EXPECT_EQ(Refusal(), "");
  EXPECT_EQ(functions->Sources(), (Sources{kInbound, kBefore, kAfter}));
}

TEST(FederatedFunctionsOfAReplica, AreItsOwn) {
  support::TestService service;
  const std::shared_ptr<FakeInvoker> functions = FakeInvoker::Of(service);
  ProvidersPool pool(service, support::kReplicable + LambdaMember({"InboundFederation", "PreAuthentication", "PostAuthentication"}));
  pool.AddOkta();
  ASSERT_EQ(pool.Refusal("Okta", Said("1")), "");
  ASSERT_EQ(pool.Try("CreateUserPoolReplica", R"("RegionName":"eu-west-1")"), kOk);
  service.clock.Advance(support::kLong);
  constexpr const char* kOwn = "arn:aws:lambda:eu-west-1:123456789012:function:own";
  const std::string own = support::TextMember("PreAuthentication", kOwn);
  ASSERT_EQ(OutcomeOf(pool.CallAs({.region = "eu-west-1"}, "UpdateUserPool", R"("LambdaConfig":{)" + own + "}" + support::kReplicable)),
            kOk);
  functions->Forget();
  world::Caller caller;
  caller.replica = "eu-west-1";
  EXPECT_EQ(support::SignInThrough(service, pool.client(), "Okta", Said("1"), caller).refusal, "");
  EXPECT_EQ(functions->Sources(), Sources{kBefore});
  EXPECT_EQ(functions->Calls().at(0).function_arn, kOwn);
}

TEST_F(FederatedFunctions, AreToldOfWhoSignsUpByTheAttributesThatAreMapped) {
  pool.SignIn("Okta", Ada());
  EXPECT_EQ(functions->In(kSignUp, "userName"), "Okta_1");
  EXPECT_EQ(functions->In(kSignUp, "request.userAttributes"),
            R"({"email":"ada@example.com","nickname":"Countess","email_verified":"false"})");
  EXPECT_EQ(functions->In(kSignUp, "request.validationData"), "null");
  EXPECT_EQ(functions->In(kSignUp, "request.clientMetadata"), "-");
  EXPECT_EQ(functions->In(kSignUp, "callerContext.clientId"), pool.client());
  EXPECT_EQ(functions->In(kConfirmed, "request.userAttributes.cognito:user_status"), "EXTERNAL_PROVIDER");
  EXPECT_NE(functions->In(kConfirmed, "request.userAttributes.sub"), "-");
}

TEST_F(FederatedFunctions, AreToldWhatTheProviderHasSaid) {
  Claims claims = Ada();
  claims.said.id_token = {{"sub", R"("1")"}, {"groups", R"(["a","b"])"}};
  claims.said.user_info = {{"mail", R"("ada@example.com")"}};
  claims.said.token_response = {{"access_token", R"("at")"}};
  pool.SignIn("Okta", claims);
  EXPECT_EQ(functions->In(kInbound, "userName"), "Okta_1");
  EXPECT_EQ(functions->In(kInbound, "request"), R"({"providerName":"Okta","providerType":"OIDC","attributes":{)"
                                                R"("tokenResponse":{"access_token":"at"},"idToken":{"sub":"1","groups":["a","b"]},)"
                                                R"("userInfo":{"mail":"ada@example.com"}}})");
}

TEST_F(FederatedFunctions, OfInboundFederationPutAttributesInThePlaceOfTheClaims) {
  functions->Respond(kInbound, R"({"userAttributesToMap":{"nick":"Ada"}})");
  EXPECT_EQ(pool.UsernameOf("Okta", Ada()), "Okta_1");
  EXPECT_EQ(pool.MappedOf("Okta_1"), "nickname=Ada");
  functions->Respond(kInbound, R"({"userAttributesToMap":{}})");
  EXPECT_EQ(Refusal(), "");
  EXPECT_EQ(pool.MappedOf("Okta_1"), "nickname=Countess email=ada@example.com email_verified=false");
}

TEST_F(FederatedFunctions, OfPreSignUpVerifyAddresses) {
  functions->Respond(kSignUp, R"({"autoConfirmUser":true,"autoVerifyEmail":true})");
  EXPECT_EQ(Refusal(), "");
  EXPECT_EQ(pool.StatusOf("Okta_1"), "EXTERNAL_PROVIDER");
  EXPECT_EQ(pool.MappedOf("Okta_1"), "email=ada@example.com nickname=Countess email_verified=true");
}

TEST_F(FederatedFunctions, ThatRefuseBeforeAUserIsMadeLeaveNone) {
  for (const auto& [source, name] : {std::pair(kInbound, "InboundFederation"), std::pair(kSignUp, "PreSignUp")}) {
    functions->Throw(source, "Not you");
    EXPECT_EQ(Refusal(), "invalid_request: " + std::string(name) + " failed with error Not you. ");
    EXPECT_FALSE(Exists("Okta_1"));
    functions->Respond(source, "{}");
  }
}

TEST_F(FederatedFunctions, ThatFailAreToldInTheWordsOfTheApi) {
  functions->Miss(kSignUp, "AccessDeniedException");
  EXPECT_EQ(Refusal(), "invalid_request: PreSignUp invocation failed due to error AccessDeniedException. ");
  functions->Return(kSignUp, "[]");
  EXPECT_EQ(Refusal(), "invalid_request: Unrecognizable lambda output");
}

TEST_F(FederatedFunctions, ThatFailOfAConfirmedUserLeaveHim) {
  functions->Throw(kConfirmed, "Too late");
  EXPECT_EQ(Refusal(), "invalid_request: PostConfirmation failed with error Too late. ");
  EXPECT_TRUE(Exists("Okta_1"));
  EXPECT_EQ(Refusal(), "") << "he is no new user any more";
}

TEST_F(FederatedFunctions, ThatRefuseALaterSignInKeepWhatWasThere) {
  pool.SignIn("Okta", Ada());
  const std::string before = pool.MappedOf("Okta_1");
  functions->Throw(kBefore, "Not today");
  EXPECT_EQ(pool.Refusal("Okta", Said("1", {{"mail", "new@example.com"}})),
            "invalid_request: PreAuthentication failed with error Not today. ");
  EXPECT_EQ(pool.MappedOf("Okta_1"), before);
  functions->Respond(kBefore, "{}");
  functions->Throw(kAfter, "Nor later");
  EXPECT_EQ(Refusal(), "invalid_request: PostAuthentication failed with error Nor later. ");
}

TEST_F(FederatedFunctions, OfPreSignUpMayLinkWhoSignsIn) {
  pool.Add("ada");
  functions->Forget();
  Meanwhile(kSignUp, [&] { EXPECT_EQ(pool.Link("ada", "Okta", "1"), kOk); });
  EXPECT_EQ(pool.UsernameOf("Okta", Ada()), "ada");
  EXPECT_EQ(functions->Sources(), (Sources{kInbound, kSignUp, kBefore, kAfter})) << "he has signed in, and not up";
  EXPECT_FALSE(Exists("Okta_1"));
}

TEST_F(FederatedFunctions, SeeNoUserWhoWasDisabledMeanwhile) {
  pool.SignIn("Okta", Ada());
  Meanwhile(kBefore, [&] { EXPECT_EQ(pool.Try("AdminDisableUser", support::TextMember("Username", "Okta_1")), kOk); });
  EXPECT_EQ(Refusal(), "invalid_request: User is not enabled");
}

TEST_F(FederatedFunctions, AreAskedOnceOfWhoSignsUpTwiceAtOnce) {
  std::string other;
  Meanwhile(kSignUp, [&] {
    functions->Respond(kSignUp, "{}");
    other = pool.UsernameOf("Okta", Ada());
  });
  EXPECT_EQ(pool.UsernameOf("Okta", Ada()), "Okta_1");
  EXPECT_EQ(other, "Okta_1");
  EXPECT_EQ(functions->CountOf(kConfirmed), 1U);
  EXPECT_EQ(functions->CountOf(kBefore), 1U) << "the second one has found a user";
}

TEST_F(FederatedFunctions, StandInTheTrace) {
  functions->Throw(kSignUp, "Not you");
  const auto refused = pool.SignIn("Okta", Ada());
  EXPECT_EQ(refused.skipped, Sources{});
  service.CallFunctionsThrough(nullptr);
  EXPECT_EQ(pool.SignIn("Okta", Ada()).skipped, (Sources{"InboundFederation", "PreSignUp", "PostConfirmation"}));
}

TEST_F(FederatedFunctions, CostWhoHasOthersNothing) {
  ProvidersPool plain(service);
  ProvidersPool other(service, LambdaMember({"CustomMessage"}));
  for (ProvidersPool* each : {&plain, &other}) {
    each->AddOkta(R"("email":"mail")");
    each->client();
  }
  const auto cost = [&](ProvidersPool& of) { return support::CostOf(service, [&] { of.SignIn("Okta", Ada()); }); };
  EXPECT_EQ(cost(plain), cost(other));
  EXPECT_EQ(cost(plain), cost(other)) << "later, too";
  EXPECT_EQ(functions->Calls().size(), 0U);
}

}  // namespace
}  // namespace rockpool::federation
