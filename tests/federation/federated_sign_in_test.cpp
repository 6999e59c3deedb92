// Whom a person at a provider signs in as.
#include "server/federation/users/federated_sign_in.h"

#include <gtest/gtest.h>

#include "server/accounts/links.h"
#include "server/api/errors.h"
#include "server/world/look_call_commit.h"
#include "storage/sqlite/store.h"
#include "tests/federation/users_pool.h"
#include "tests/support/jwt.h"
#include "tests/support/users.h"
#include "tests/support/watched_store.h"

namespace rockpool::federation {
namespace {

using FederatedUser = support::PoolTest<ProvidersPool>;

TEST_F(FederatedUser, IsMadeAtTheFirstSignIn) {
  pool.AddOkta(R"("email":"mail")");
  const auto signed_in = pool.SignIn("Okta", Said("AbC", {{"mail", "ada@example.com"}, {"phone", "1"}}));
  ASSERT_EQ(signed_in.refusal, "");
  EXPECT_EQ(signed_in.user.username(), "Okta_AbC");
  EXPECT_EQ(pool.StatusOf("Okta_AbC"), "EXTERNAL_PROVIDER");
  EXPECT_EQ(pool.AttributesOf("Okta_AbC"),
            R"(identities=[{"userId":"AbC","providerName":"Okta","providerType":"OIDC","issuer":null,"primary":true,)"
            R"("dateCreated":1700000000000}] email=ada@example.com email_verified=false)");
  const support::Answer shown = pool.Of("AdminGetUser", "Okta_AbC");
  EXPECT_TRUE(shown.At("Enabled").GetBool());
  EXPECT_EQ(shown.At("UserCreateDate").GetDouble(), shown.At("UserLastModifiedDate").GetDouble());
}

TEST_F(FederatedUser, IsTheSameOneAtEachLaterSignIn) {
  pool.AddOkta();
  const auto first = pool.SignIn("Okta", Said("1"));
  const auto second = pool.SignIn("Okta", Said("1"));
  const auto stranger = pool.SignIn("Okta", Said("2"));
  EXPECT_EQ(accounts::SubOf(second.user), accounts::SubOf(first.user));
  EXPECT_EQ(second.user.number(), first.user.number());
  EXPECT_NE(accounts::SubOf(stranger.user), accounts::SubOf(first.user));
}

TEST_F(FederatedUser, IsCalledInLowerCaseWhereThePoolDoesNotTellCaseApart) {
  ProvidersPool blind(service, support::kIgnoringCase);
  blind.AddGoogle();
  EXPECT_EQ(blind.UsernameOf("Google", Said("AbC")), "google_abc");
  EXPECT_EQ(blind.UsernameOf("Google", Said("AbC")), "google_abc");
  EXPECT_NE(blind.AttributesOf("google_abc").find(R"("userId":"AbC","providerName":"Google")"), std::string::npos);
}

TEST_F(FederatedUser, IsNobodyUnderASubjectOfAnotherCase) {
  ProvidersPool blind(service, support::kIgnoringCase);
  blind.AddGoogle();
  blind.SignIn("Google", Said("AbC"));
  EXPECT_EQ(blind.Refusal("Google", Said("abc")), "invalid_request: Invalid ProviderName/Username combination. ");
  pool.AddGoogle();
  EXPECT_EQ(pool.UsernameOf("Google", Said("AbC")), "Google_AbC");
  EXPECT_EQ(pool.UsernameOf("Google", Said("abc")), "Google_abc");
}

TEST_F(FederatedUser, IsRefusedANameThatAUserOfThePoolHas) {
  pool.AddGoogle();
  pool.Add("Google_1");
  EXPECT_EQ(pool.Refusal("Google", Said("1")), "invalid_request: Already found an entry for username Google_1");
}

TEST_F(FederatedUser, IsRefusedANameThatIsTooLong) {
  pool.AddGoogle();
  EXPECT_EQ(pool.UsernameOf("Google", Said(std::string(121, 'x'))), "Google_" + std::string(121, 'x'));
  EXPECT_EQ(pool.Refusal("Google", Said(std::string(122, 'x'))),
            "invalid_request: 1 validation error detected: Value 'Google_" + std::string(122, 'x') +
                "' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 128");
  EXPECT_LT(pool.Refusal("Google", Said(std::string(100'000, 'x'))).size(), 1'300U);
}

TEST_F(FederatedUser, IsRefusedANameThatNoOperationTakes) {
  pool.AddGoogle();
  const auto told_of = [](const std::string& name) {
    return "invalid_request: 1 validation error detected: Value '" + name +
           "' at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: "
           "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+";
  };
  for (const std::string subject : {"a b", " a", "a\t", "a\n", "a\x01", "a\x7F", "a\xC2\xA0",
                                    "\xE2\x80\xAE"
                                    "a",
                                    "a\xE2\x80\x8B", "a\xEF\xBB\xBF"}) {
    EXPECT_EQ(pool.Refusal("Google", Said(subject)), told_of("Google_" + subject)) << subject;
  }
  EXPECT_EQ(pool.Refusal("Google", Said("\xFF")), told_of("Google_")) << "what is no text is not told";
  EXPECT_EQ(pool.Call("ListUsers").body, R"({"Users":[]})");
  EXPECT_EQ(pool.UsernameOf("Google", Said("\xC3\xA4|b@c.example/+=")), "Google_\xC3\xA4|b@c.example/+=");
}

TEST_F(FederatedUser, IsKeptOutWhileHeIsDisabled) {
  pool.AddGoogle();
  pool.SignIn("Google", Said("1"));
  ASSERT_EQ(pool.TryOf("AdminDisableUser", "Google_1"), kOk);
  EXPECT_EQ(pool.Refusal("Google", Said("1")), "invalid_request: User is not enabled");
  ASSERT_EQ(pool.TryOf("AdminEnableUser", "Google_1"), kOk);
  EXPECT_EQ(pool.Refusal("Google", Said("1")), "");
}

TEST_F(FederatedUser, JoinsTheGroupOfTheProvider) {
  pool.AddGoogle();
  const std::string group = pool.id() + "_Google";
  pool.SignIn("Google", Said("1"));
  EXPECT_EQ(pool.Of("AdminListGroupsForUser", "Google_1").TextAt("Groups.0.GroupName"), group);
  ASSERT_EQ(pool.Try("DeleteGroup", support::TextMember("GroupName", group)), kOk);
  pool.SignIn("Google", Said("1"));
  EXPECT_EQ(pool.Of("AdminListGroupsForUser", "Google_1").TextAt("Groups.0.Description"),
            "Autogenerated group for users who sign in using Google");
}

TEST_F(FederatedUser, StaysOutOfTheGroupThatAnAdministratorTookHimOutOf) {
  pool.AddGoogle();
  pool.SignIn("Google", Said("1"));
  ASSERT_EQ(pool.TryOf("AdminRemoveUserFromGroup", "Google_1", support::TextMember("GroupName", pool.id() + "_Google")), kOk);
  pool.SignIn("Google", Said("1"));
  EXPECT_EQ(pool.Of("AdminListGroupsForUser", "Google_1").body, R"({"Groups":[]})");
}

TEST_F(FederatedUser, OutlivesHisProviderAndIsHimselfWithTheNextOneOfTheName) {
  pool.AddGoogle();
  const auto before = pool.SignIn("Google", Said("1"));
  ASSERT_EQ(pool.Try("DeleteIdentityProvider", R"("ProviderName":"Google")"), kOk);
  EXPECT_EQ(pool.StatusOf("Google_1"), "EXTERNAL_PROVIDER");
  EXPECT_EQ(pool.Try("GetGroup", support::TextMember("GroupName", pool.id() + "_Google")), kOk);
  pool.AddGoogle();
  EXPECT_EQ(pool.SignIn("Google", Said("1")).user.number(), before.user.number());
}

TEST_F(FederatedUser, IsMadeAnewAfterHisDeletion) {
  pool.AddGoogle();
  const auto before = pool.SignIn("Google", Said("1"));
  ASSERT_EQ(pool.TryOf("AdminDeleteUser", "Google_1"), kOk);
  const auto after = pool.SignIn("Google", Said("1"));
  EXPECT_EQ(after.user.username(), "Google_1");
  EXPECT_NE(accounts::SubOf(after.user), accounts::SubOf(before.user));
}

TEST_F(FederatedUser, IsRefusedOnceTheProviderIsGone) {
  pool.AddGoogle();
  const world::World& world = service.world();
  const clients::SharedClient client = pool.SharedClient();
  world::LookCallCommit steps(world.store);
  const identity_providers::SharedProvider provider = steps.Look(
      [&](const storage::Transaction& transaction) { return identity_providers::FindProvider(world, transaction, pool.id(), "Google"); });
  ASSERT_EQ(pool.Try("DeleteIdentityProvider", R"("ProviderName":"Google")"), kOk);
  sign_in::Trace trace;
  Report report(trace);
  EXPECT_THROW(SignInUser(world, steps, client, *provider, Said("1"), report), Refusal);
  service.clock.Advance(1);
  pool.AddGoogle();
  EXPECT_THROW(SignInUser(world, steps, client, *provider, Said("1"), report), Refusal) << "one of the name is another one";
  EXPECT_EQ(pool.TryOf("AdminGetUser", "Google_1"), support::kNoUser);
}

TEST_F(FederatedUser, DoesNotCrossAReset) {
  pool.AddGoogle();
  const world::World& world = service.world();
  const clients::SharedClient client = pool.SharedClient();
  world::LookCallCommit steps(world.store);
  const identity_providers::SharedProvider provider = steps.Look(
      [&](const storage::Transaction& transaction) { return identity_providers::FindProvider(world, transaction, pool.id(), "Google"); });
  support::WatchedStore copy(storage::sqlite::Store::Open({.path = ":memory:"}));
  copy.ReplaceContentsWith(world.store);
  world.store.ReplaceContentsWith(copy);
  sign_in::Trace trace;
  Report report(trace);
  EXPECT_THROW(SignInUser(world, steps, client, *provider, Said("1"), report), api::InternalErrorException);
  EXPECT_EQ(pool.TryOf("AdminGetUser", "Google_1"), support::kNoUser);
}

TEST_F(FederatedUser, NeverHoldsAnAliasSoThatAUserOfThePoolMayHaveIt) {
  for (const char* settings : {support::kAliases, support::kNamedByEmail}) {
    ProvidersPool shared(service, settings);
    shared.AddOkta(R"("email":"email","email_verified":"email_verified")");
    const Claims ada = Said("1", {{"email", "ada@example.com"}, {"email_verified", "true"}});
    EXPECT_EQ(shared.Refusal("Okta", ada), "");
    const std::string native = settings == support::kAliases ? "ada" : "ada@example.com";
    shared.Add(native, support::Attributes({{"email", "ada@example.com"}, {"email_verified", "true"}}));
    EXPECT_EQ(shared.StatusOf("ada@example.com"), "FORCE_CHANGE_PASSWORD");
    EXPECT_EQ(shared.Refusal("Okta", Said("2", {{"email", "ada@example.com"}, {"email_verified", "true"}})), "");
    EXPECT_EQ(shared.Refusal("Okta", ada), "");
    EXPECT_EQ(shared.MappedOf("Okta_2"), "email=ada@example.com email_verified=true");
    EXPECT_EQ(shared.TryOf("AdminSetUserPassword", "Okta_1", R"("Password":"Corr3ct-horse","Permanent":true)"), kOk);
    EXPECT_EQ(shared.StatusOf("Okta_1"), "CONFIRMED");
    EXPECT_EQ(shared.StatusOf("ada@example.com"), "FORCE_CHANGE_PASSWORD");
  }
}

TEST_F(FederatedUser, StaysConfirmedOnceHeHasAPassword) {
  pool.AddGoogle();
  pool.SignIn("Google", Said("1"));
  ASSERT_EQ(pool.TryOf("AdminSetUserPassword", "Google_1", R"("Password":"Corr3ct-horse","Permanent":true)"), kOk);
  EXPECT_EQ(pool.UsernameOf("Google", Said("1")), "Google_1");
  EXPECT_EQ(pool.StatusOf("Google_1"), "CONFIRMED");
}

TEST_F(FederatedUser, ShowsTheEntityIdThatHisProviderHasNow) {
  pool.AddOkta();
  Claims claims = Said("1");
  claims.issuer = "http://one";
  pool.SignIn("Okta", claims);
  EXPECT_NE(pool.AttributesOf("Okta_1").find(R"("issuer":"http://one")"), std::string::npos);
  claims.issuer = "http://two";
  const auto later = pool.SignIn("Okta", claims);
  EXPECT_NE(pool.AttributesOf("Okta_1").find(R"("issuer":"http://two")"), std::string::npos);
  EXPECT_EQ(
      *accounts::FindAttribute(later.user, "identities"),
      R"([{"userId":"1","providerName":"Okta","providerType":"OIDC","issuer":"http://two","primary":true,"dateCreated":1700000000000}])");
}

TEST_F(FederatedUser, IsLeftAloneByASignInThatBringsNothingNew) {
  pool.AddOkta(R"("email":"email","name":"name")");
  const Claims claims = Said("1", {{"email", "a@example.com"}, {"name", "Ada"}});
  pool.SignIn("Okta", claims);
  const std::string before = pool.Of("AdminGetUser", "Okta_1").body;
  service.clock.Advance(60'000);
  const std::int64_t writes = service.writes();
  EXPECT_EQ(pool.Refusal("Okta", claims), "");
  EXPECT_EQ(service.writes(), writes);
  EXPECT_EQ(pool.Of("AdminGetUser", "Okta_1").body, before);
  pool.SignIn("Okta", Said("1", {{"email", "a@example.com"}, {"name", "Ada L."}}));
  EXPECT_NE(pool.Of("AdminGetUser", "Okta_1").body, before);
}

TEST_F(FederatedUser, LeavesNothingBehindWhenHeIsRefused) {
  pool.AddOkta(R"("email_verified":"v")");
  EXPECT_NE(pool.Refusal("Okta", Said("1", {{"v", "perhaps"}})), "");
  EXPECT_EQ(pool.TryOf("AdminGetUser", "Okta_1"), support::kNoUser);
  EXPECT_EQ(pool.Call("ListUsers").body, R"({"Users":[]})");
}

TEST_F(FederatedUser, TellsTheTraceWhatBecameOfHim) {
  pool.AddOkta(R"("email":"mail","name":"full")");
  pool.SignIn("Okta", Said("1", {{"mail", "a@example.com"}}));
  const std::string trace = pool.SignIn("Okta", Said("1", {{"mail", "b@example.com"}})).trace;
  EXPECT_NE(trace.find(R"({"attribute":"email","claim":"mail","value":"b@example.com"})"), std::string::npos) << trace;
  EXPECT_NE(trace.find(R"({"attribute":"name","claim":"full","reason":"the provider has not said it"})"), std::string::npos) << trace;
  EXPECT_LT(trace.find("a@example.com"), trace.find("user_after")) << trace;
  EXPECT_NE(trace.find("user_before"), std::string::npos) << trace;
}

TEST_F(FederatedUser, TellsTheTraceNoTokenOfTheProviders) {
  ProvidersPool custom(service, R"(,"Schema":[{"Name":"token","AttributeDataType":"String","Mutable":true}])");
  custom.AddOkta(R"("custom:token":"access_token")");
  const std::string first = "ya29." + std::string(200, 'a');
  const std::string second = "ya30." + std::string(200, 'b');
  custom.SignIn("Okta", Said("1", {{"access_token", first}}));
  const std::string trace = custom.SignIn("Okta", Said("1", {{"access_token", second}})).trace;
  EXPECT_EQ(custom.MappedOf("Okta_1"), "custom:token=" + second);
  EXPECT_NE(trace.find(R"~("value":"ya30... (205 characters)")~"), std::string::npos) << trace;
  EXPECT_NE(trace.find(R"~("custom:token":"ya29... (205 characters)")~"), std::string::npos) << trace;
  EXPECT_NE(trace.find(R"~("custom:token":"ya30... (205 characters)")~"), std::string::npos) << trace;
  EXPECT_EQ(trace.find("ya29." + std::string(2, 'a')), std::string::npos) << trace;
  EXPECT_EQ(trace.find("bbbb"), std::string::npos) << trace;
}

TEST_F(FederatedUser, TellsWhichTriggersWereNotCalled) {
  const auto arn = [](const std::string& trigger) { return '"' + trigger + R"(":"arn:aws:lambda:us-east-1:123456789012:function:f")"; };
  ProvidersPool triggered(service, R"(,"LambdaConfig":{)" + arn("PreSignUp") + "," + arn("PostConfirmation") + "," +
                                       arn("PreAuthentication") + "," + arn("PostAuthentication") + "," + arn("CustomMessage") + "}");
  triggered.AddGoogle();
  EXPECT_EQ(triggered.SignIn("Google", Said("1")).skipped, (std::vector<std::string>{"PreSignUp", "PostConfirmation"}));
  EXPECT_EQ(triggered.SignIn("Google", Said("1")).skipped, (std::vector<std::string>{"PreAuthentication", "PostAuthentication"}));
}

TEST_F(FederatedUser, ShowsHisIdentityAndGroupInTokensAlsoRefreshedOnes) {
  pool.AddGoogle();
  pool.SignIn("Google", Said("1"));
  const auto tokens = support::TokensOf(service, pool.client(), "Google_1");
  const std::string identities = R"("identities":[{"userId":"1","providerName":"Google","providerType":"Google","issuer":null,)"
                                 R"("primary":"true","dateCreated":"1700000000000"}])";
  const std::string group = R"("cognito:groups":[")" + pool.id() + R"(_Google"])";
  const auto claims_of = [](const std::string& token) { return support::PayloadOf(token); };
  EXPECT_NE(claims_of(*tokens.IdToken).find(identities), std::string::npos) << claims_of(*tokens.IdToken);
  EXPECT_NE(claims_of(*tokens.IdToken).find(group), std::string::npos);
  EXPECT_NE(claims_of(*tokens.AccessToken).find(group), std::string::npos);
  EXPECT_EQ(claims_of(*tokens.AccessToken).find("identities"), std::string::npos);
  const support::Answer refreshed =
      service.Call("InitiateAuth", R"({"AuthFlow":"REFRESH_TOKEN_AUTH","ClientId":")" + pool.client() +
                                       R"(","AuthParameters":{"REFRESH_TOKEN":")" + *tokens.RefreshToken + R"("}})");
  EXPECT_NE(claims_of(refreshed.TextAt("AuthenticationResult.IdToken")).find(identities), std::string::npos) << refreshed.body;
}

}  // namespace
}  // namespace rockpool::federation
