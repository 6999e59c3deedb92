// What Describe shows of an app client can be sent back, and makes another one like it.
#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

#include "tests/operations/app_clients/drawn_client.h"
#include "tests/operations/drawn_round_trips.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool {
namespace {

using support::ClientPool;
using support::DrawnSettings;
using support::RoundTrip;
using support::TestService;

// Describe shows lists sorted, so that only what is asked for in this order is shown as it was asked for.
std::string WithSortedLists(const std::string& request) {
  rapidjson::Document client;
  client.Parse(request.c_str());
  for (auto& [name, value] : client.GetObject()) {
    if (value.IsArray()) {
      std::sort(value.Begin(), value.End(),
                [](const auto& left, const auto& right) { return std::string_view(left.GetString()) < right.GetString(); });
    }
  }
  return support::TextOf(client);
}

RoundTrip Trip() {
  return {
      .thing = "UserPoolClient",
      .create = "CreateUserPoolClient",
      .describe = "DescribeUserPoolClient",
      .update = "UpdateUserPoolClient",
      .key = {"UserPoolId", "ClientId"},
      .dates = {"LastModifiedDate"},
      .own = {"ClientId", "CreationDate", "LastModifiedDate"},
      .shown_otherwise =
          {
              {"GenerateSecret", "ClientSecret shows it"},
              {"RefreshTokenValidity=0", "stands for 30 days"},
              {"ExplicitAuthFlows=[]", "says as little as nothing"},
              {"SupportedIdentityProviders=[]", "says as little as nothing"},
              {"LogoutURLs=[]", "says as little as nothing"},
              {"ReadAttributes=[]", "says as little as nothing"},
              {"WriteAttributes=[]", "says as little as nothing"},
          },
  };
}

TEST(AppClient, GoesRoundThroughDescribeUpdateAndCreate) {
  support::Settings settings;
  settings.quotas.app_clients = 1'000'000;  // each draw leaves two behind
  TestService service(settings);
  ClientPool pool(service, R"(,"Schema":[{"Name":"team","AttributeDataType":"String"}])");
  support::AddWhatClientsName(pool);
  support::DrawnGoRound("CreateUserPoolClient", 300, [&](DrawnSettings& drawn) {
    const std::string client = WithSortedLists(support::DrawClient(drawn, pool));
    support::GoRound(service, Trip(), client);
    return client;
  });
}

}  // namespace
}  // namespace rockpool
