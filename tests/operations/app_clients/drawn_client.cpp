#include "tests/operations/app_clients/drawn_client.h"

#include <gtest/gtest.h>

#include "tests/operations/app_clients/drawn_token_validity.h"

namespace rockpool::support {
namespace {

constexpr const char* kCallback = "https://app.example/back";

// The JSON list with a text in front of the others.
std::string After(std::string_view first, const std::string& list) {
  return "[" + Quoted(first) + (list == "[]" ? "" : ",") + list.substr(1);
}

bool DrawSecret(DrawnSettings& drawn, DrawnObject& client) {
  const std::string kind = drawn.OneOf("generated given none");
  if (kind == "given") {
    client.SetText("ClientSecret", "0123456789_abcdefghijklmn+" + std::to_string(drawn.Number(0, 9)));
  } else if (kind == "generated") {
    client.Set("GenerateSecret", "true");
  } else {
    client.Perhaps("GenerateSecret", "false");
  }
  return kind != "none";
}

void DrawUserFlows(DrawnSettings& drawn, DrawnObject& client) {
  client.Set("AllowedOAuthFlows", drawn.SomeOf("code implicit", 1));
  client.Set("AllowedOAuthScopes", After("openid", drawn.SomeOf("email phone profile aws.cognito.signin.user.admin orders/read")));
  client.Set("CallbackURLs", After(kCallback, drawn.SomeOf("http://localhost:3000/a myapp://back https://b.example/x?y=z")));
  client.PerhapsText("DefaultRedirectURI", kCallback);
  client.Perhaps("LogoutURLs", drawn.SomeOf("https://app.example/bye myapp://bye http://127.0.0.1"));
}

void DrawOAuth(DrawnSettings& drawn, bool has_secret, DrawnObject& client) {
  const std::string kind = drawn.OneOf("machine user none");
  if (kind == "user") {
    DrawUserFlows(drawn, client);
  } else if (kind == "machine" && has_secret) {
    client.Set("AllowedOAuthFlows", R"(["client_credentials"])");
    client.Set("AllowedOAuthScopes", drawn.SomeOf("orders/read orders/write", 1));
  } else {
    client.Perhaps("AllowedOAuthFlowsUserPoolClient", "false");
    return;
  }
  client.Perhaps("AllowedOAuthFlowsUserPoolClient", drawn.Flag());
}

std::string DrawRotation(DrawnSettings& drawn, bool rotates) {
  DrawnObject rotation(drawn);
  rotation.SetText("Feature", rotates ? "ENABLED" : "DISABLED");
  rotation.Perhaps("RetryGracePeriodSeconds", std::to_string(drawn.Number(0, 60)));
  return rotation.Json();
}

void DrawSignIn(DrawnSettings& drawn, bool has_secret, DrawnObject& client) {
  const bool rotates = drawn.Coin();
  if (rotates) {
    client.Set("RefreshTokenRotation", DrawRotation(drawn, true));
  } else {
    client.Perhaps("RefreshTokenRotation", DrawRotation(drawn, false));
  }
  std::string flows =
      "ALLOW_ADMIN_USER_PASSWORD_AUTH ALLOW_CLIENT_TOKEN_AUTH ALLOW_CUSTOM_AUTH ALLOW_USER_PASSWORD_AUTH ALLOW_USER_SRP_AUTH "
      "ALLOW_USER_AUTH";
  flows += rotates ? "" : " ALLOW_REFRESH_TOKEN_AUTH";
  client.Perhaps("ExplicitAuthFlows", drawn.SomeOf(drawn.Coin() ? flows : "ADMIN_NO_SRP_AUTH CUSTOM_AUTH_FLOW_ONLY USER_PASSWORD_AUTH"));
  client.PerhapsText("PreventUserExistenceErrors", drawn.OneOf("LEGACY ENABLED"));
  client.Perhaps("EnableTokenRevocation", drawn.Flag());
  client.Perhaps("EnablePropagateAdditionalUserContextData", has_secret ? drawn.Flag() : "false");
  client.Perhaps("AuthSessionValidity", std::to_string(drawn.Number(3, 15)));
}

std::string DrawAnalytics(DrawnSettings& drawn) {
  DrawnObject analytics(drawn);
  if (drawn.Coin()) {
    analytics.SetText("ApplicationArn", "arn:aws:mobiletargeting:us-east-1:123456789012:apps/ab12");
  } else {
    analytics.SetText("ApplicationId", "ab12");
    analytics.SetText("RoleArn", "arn:aws:iam::123456789012:role/analytics");
    analytics.SetText("ExternalId", drawn.Words(2));
  }
  analytics.Perhaps("UserDataShared", drawn.Flag());
  return analytics.Json();
}

}  // namespace

void AddWhatClientsName(ClientPool& pool) {
  EXPECT_EQ(pool.Try("CreateResourceServer", R"("Identifier":"orders","Name":"orders","Scopes":[
      {"ScopeName":"read","ScopeDescription":"a"},{"ScopeName":"write","ScopeDescription":"b"}])"),
            kOk);
  EXPECT_EQ(pool.Try("CreateIdentityProvider", R"("ProviderName":"Google","ProviderType":"Google",
      "ProviderDetails":{"client_id":"a","client_secret":"b","authorize_scopes":"email"})"),
            kOk);
  EXPECT_EQ(pool.Try("CreateIdentityProvider", R"("ProviderName":"Corp","ProviderType":"SAML",
      "ProviderDetails":{"MetadataURL":"https://idp.example.com/metadata"})"),
            kOk);
}

std::string DrawClient(DrawnSettings& drawn, const ClientPool& pool) {
  DrawnObject client(drawn);
  client.SetText("UserPoolId", pool.id());
  client.SetText("ClientName", drawn.OneOf({"client", "a b+=,.@-", "_"}));
  const bool has_secret = DrawSecret(drawn, client);
  DrawTokenValidity(drawn, client);
  DrawSignIn(drawn, has_secret, client);
  DrawOAuth(drawn, has_secret, client);
  client.Perhaps("ReadAttributes", drawn.SomeOf("email name sub custom:team email_verified"));
  client.Perhaps("WriteAttributes", drawn.SomeOf("email name custom:team"));
  client.Perhaps("SupportedIdentityProviders", drawn.SomeOf("COGNITO Google Corp"));
  client.Perhaps("AnalyticsConfiguration", DrawAnalytics(drawn));
  return client.Json();
}

}  // namespace rockpool::support
