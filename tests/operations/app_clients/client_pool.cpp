#include "tests/operations/app_clients/client_pool.h"

#include <gtest/gtest.h>

namespace rockpool::support {

Answer ClientPool::CallOf(std::string_view operation, std::string_view client, std::string_view members) {
  return Call(operation, JoinedMembers(TextMember("ClientId", client), members));
}

Answer ClientPool::Create(std::string_view members) { return CreateNamed("client", members); }

Answer ClientPool::CreateNamed(std::string_view name, std::string_view members) {
  return Call("CreateUserPoolClient", JoinedMembers(TextMember("ClientName", name), members));
}

Answer ClientPool::Update(std::string_view client, std::string_view members) { return CallOf("UpdateUserPoolClient", client, members); }

Answer ClientPool::Describe(std::string_view client) { return CallOf("DescribeUserPoolClient", client); }

Answer ClientPool::Delete(std::string_view client) { return CallOf("DeleteUserPoolClient", client); }

Answer ClientPool::List(std::string_view members) { return Call("ListUserPoolClients", members); }

std::string ClientPool::New(std::string_view members) {
  const Answer answer = Create(members);
  EXPECT_EQ(OutcomeOf(answer), kOk);
  return answer.TextAt("UserPoolClient.ClientId");
}

void ClientPool::AddResourceServer(const std::string& identifier, const std::string& scope) {
  EXPECT_EQ(Try("CreateResourceServer", R"("Name":"server","Identifier":")" + identifier + R"(","Scopes":[{"ScopeName":")" + scope +
                                            R"(","ScopeDescription":"a scope"}])"),
            kOk);
}

std::string WithFlows(std::string_view flows) {
  return R"("AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":[)" + std::string(flows) +
         R"(],"AllowedOAuthScopes":["openid"],"CallbackURLs":["https://app.example/back"])";
}

}  // namespace rockpool::support
