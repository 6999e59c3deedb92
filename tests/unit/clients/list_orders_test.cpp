#include "server/clients/list_orders.h"

#include <gtest/gtest.h>

namespace rockpool::clients {
namespace {

using Texts = std::vector<std::string>;

TEST(ListAsHashSets, KeepsTheOrderOfTheRequestWithinOnePlace) {
  using enum api::ExplicitAuthFlowsType;
  for (const auto& flows : {std::vector{USER_PASSWORD_AUTH, ADMIN_NO_SRP_AUTH}, std::vector{ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH}}) {
    api::UserPoolClientType client;
    client.ExplicitAuthFlows = flows;
    ListAsHashSets(client);
    EXPECT_EQ(client.ExplicitAuthFlows, flows);
  }
}

TEST(ListAsHashSets, PutsScopesOfResourceServersBehindCognitos) {
  api::UserPoolClientType client;
  client.AllowedOAuthScopes = Texts{"a/read", "openid", "profile", "a/write", "aws.cognito.signin.user.admin"};
  ListAsHashSets(client);
  ASSERT_EQ(client.AllowedOAuthScopes->size(), 5U);
  EXPECT_EQ(Texts(client.AllowedOAuthScopes->begin(), client.AllowedOAuthScopes->begin() + 3),
            (Texts{"aws.cognito.signin.user.admin", "openid", "profile"}));
}

TEST(ListAsHashSets, LeavesOutWhatIsNotThere) {
  api::UserPoolClientType client;
  ListAsHashSets(client);
  ListSorted(client);
  EXPECT_EQ(client, api::UserPoolClientType());
}

TEST(ListSorted, SortsByBytes) {
  using enum api::OAuthFlowType;
  api::UserPoolClientType client;
  client.CallbackURLs = Texts{"https://b.example", "http://localhost", "https://B.example"};
  client.AllowedOAuthFlows = std::vector{implicit, code};
  client.AllowedOAuthScopes = Texts{"openid", "email"};
  ListSorted(client);
  EXPECT_EQ(client.CallbackURLs, (Texts{"http://localhost", "https://B.example", "https://b.example"}));
  EXPECT_EQ(client.AllowedOAuthFlows, (std::vector{code, implicit}));
  EXPECT_EQ(client.AllowedOAuthScopes, (Texts{"email", "openid"}));
}

}  // namespace
}  // namespace rockpool::clients
