// What Describe shows of an app client can be sent back, and makes it again.
#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"
#include "tests/operations/drawn_settings.h"

namespace rockpool {
namespace {

using support::Answer;
using support::ClientPool;
using support::DrawnSettings;
using support::kOk;
using support::MembersAt;
using support::OutcomeOf;
using support::TestService;

// A list of some of the texts that spaces separate, perhaps none of them.
std::string Some(DrawnSettings& drawn, std::string_view texts) {
  std::string list;
  for (int more = drawn.Number(0, 4); more > 0; --more) {
    list += (list.empty() ? "\"" : ",\"") + drawn.OneOf(texts) + '"';
  }
  return "[" + list + "]";
}

std::string Either(DrawnSettings& drawn, const std::string& members) { return drawn.Coin() ? "," + members : ""; }

std::string DrawOAuth(DrawnSettings& drawn) {
  if (drawn.Coin()) {
    return R"(,"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["client_credentials"],"AllowedOAuthScopes":["orders/read"])";
  }
  return R"(,"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code","implicit"],"AllowedOAuthScopes":["openid",")" +
         drawn.OneOf("email openid orders/read aws.cognito.signin.user.admin") + R"("],"CallbackURLs":["https://app.example/back",")" +
         drawn.OneOf("http://localhost:3000 myapp://back https://app.example/back") +
         R"("],"DefaultRedirectURI":"https://app.example/back")";
}

std::string DrawTokens(DrawnSettings& drawn) {
  std::string members = Either(drawn, R"("RefreshTokenValidity":)" + std::to_string(drawn.Number(1, 3650)));
  members += Either(drawn, R"("AccessTokenValidity":)" + std::to_string(drawn.Number(5, 24)));
  members += Either(drawn, R"("IdTokenValidity":)" + std::to_string(drawn.Number(5, 24)));
  return members + Either(drawn, R"("TokenValidityUnits":{"AccessToken":")" + drawn.OneOf("minutes hours") + R"(","IdToken":")" +
                                     drawn.OneOf("minutes hours") + R"("})");
}

std::string DrawSignIn(DrawnSettings& drawn) {
  std::string members = drawn.Coin() ? R"(,"ExplicitAuthFlows":)" + Some(drawn, "ADMIN_NO_SRP_AUTH USER_PASSWORD_AUTH")
                                     : R"(,"ExplicitAuthFlows":)" + Some(drawn, "ALLOW_USER_AUTH ALLOW_USER_SRP_AUTH ALLOW_CUSTOM_AUTH");
  members += Either(drawn, R"("RefreshTokenRotation":{"Feature":")" + drawn.OneOf("ENABLED DISABLED") + R"("})");
  members += Either(drawn, R"("PreventUserExistenceErrors":")" + drawn.OneOf("LEGACY ENABLED") + '"');
  members += Either(drawn, R"("EnableTokenRevocation":)" + drawn.OneOf("true false"));
  members += Either(drawn, R"("EnablePropagateAdditionalUserContextData":)" + drawn.OneOf("true false"));
  return members + Either(drawn, R"("AuthSessionValidity":)" + std::to_string(drawn.Number(3, 15)));
}

// The members of a request that makes a confidential client.
std::string DrawClient(DrawnSettings& drawn) {
  std::string members = R"("GenerateSecret":true)" + DrawTokens(drawn) + DrawSignIn(drawn) + (drawn.Coin() ? DrawOAuth(drawn) : "");
  members += Either(drawn, R"("ReadAttributes":)" + Some(drawn, "email name sub custom:team email_verified"));
  members += Either(drawn, R"("WriteAttributes":)" + Some(drawn, "email name custom:team"));
  members += Either(drawn, R"("SupportedIdentityProviders":["COGNITO"])");
  members += Either(drawn, R"("LogoutURLs":)" + Some(drawn, "https://app.example/bye myapp://bye"));
  return members + Either(drawn, R"("AnalyticsConfiguration":{"ApplicationId":"ab12","UserDataShared":)" + drawn.OneOf("true false") + "}");
}

// What a request may carry of it. The secret is passed over by Update, which has no such member.
std::string Settings(const Answer& answer) {
  return MembersAt(answer, "UserPoolClient",
                   {"ClientName",
                    "RefreshTokenValidity",
                    "AccessTokenValidity",
                    "IdTokenValidity",
                    "TokenValidityUnits",
                    "ReadAttributes",
                    "WriteAttributes",
                    "ExplicitAuthFlows",
                    "SupportedIdentityProviders",
                    "CallbackURLs",
                    "LogoutURLs",
                    "DefaultRedirectURI",
                    "AllowedOAuthFlows",
                    "AllowedOAuthScopes",
                    "AllowedOAuthFlowsUserPoolClient",
                    "AnalyticsConfiguration",
                    "PreventUserExistenceErrors",
                    "EnableTokenRevocation",
                    "EnablePropagateAdditionalUserContextData",
                    "AuthSessionValidity",
                    "RefreshTokenRotation",
                    "ClientSecret"});
}

TEST(AppClient, GoesRoundThroughDescribeUpdateAndCreate) {
  TestService service;
  ClientPool pool(service, R"(,"Schema":[{"Name":"team","AttributeDataType":"String"}])");
  pool.AddResourceServer("orders", "read");
  DrawnSettings drawn(20260722);
  for (int turn = 0; turn < 200; ++turn) {
    const std::string members = DrawClient(drawn);
    const Answer created = pool.Create(members);
    ASSERT_EQ(OutcomeOf(created), kOk) << members;
    const std::string id = created.TextAt("UserPoolClient.ClientId");
    const Answer described = pool.Describe(id);
    ASSERT_EQ(OutcomeOf(pool.Update(id, Settings(described))), kOk) << described.body;
    const Answer after = pool.Describe(id);
    EXPECT_EQ(Settings(after), Settings(described));
    EXPECT_EQ(after.json["UserPoolClient"].MemberCount(), described.json["UserPoolClient"].MemberCount());
    const Answer again = pool.Call("CreateUserPoolClient", Settings(described));
    ASSERT_EQ(OutcomeOf(again), kOk) << described.body;
    EXPECT_EQ(Settings(again), Settings(described));
    ASSERT_EQ(OutcomeOf(pool.Delete(id)), kOk);
    ASSERT_EQ(OutcomeOf(pool.Delete(again.TextAt("UserPoolClient.ClientId"))), kOk);
  }
}

}  // namespace
}  // namespace rockpool
