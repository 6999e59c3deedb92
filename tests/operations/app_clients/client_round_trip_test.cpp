// What Describe shows of an app client can be sent back, and makes another one like it.
#include <gtest/gtest.h>

#include "tests/operations/app_clients/drawn_client.h"
#include "tests/operations/members_sent.h"
#include "tests/operations/round_trip.h"

namespace rockpool {
namespace {

using support::ClientPool;
using support::DrawnSettings;
using support::GoRound;
using support::MembersSent;
using support::RoundTrip;
using support::TestService;

RoundTrip Trip() {
  return {
      .thing = "UserPoolClient",
      .create = "CreateUserPoolClient",
      .describe = "DescribeUserPoolClient",
      .update = "UpdateUserPoolClient",
      .key = {"UserPoolId", "ClientId"},
      .dates = {"LastModifiedDate"},
      .own = {"ClientId", "CreationDate", "LastModifiedDate"},
  };
}

TEST(AppClient, GoesRoundThroughDescribeUpdateAndCreate) {
  TestService service;
  ClientPool pool(service, R"(,"Schema":[{"Name":"team","AttributeDataType":"String"}])");
  support::AddWhatClientsName(pool);
  MembersSent sent("CreateUserPoolClient");
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    DrawnSettings drawn(seed);
    const std::string client = support::DrawClient(drawn, pool);
    SCOPED_TRACE(std::to_string(seed) + ": " + client);
    ASSERT_NO_FATAL_FAILURE(GoRound(service, Trip(), client));
    sent.Add(client);
  }
  EXPECT_EQ(sent.Missing(), std::set<std::string>());
}

}  // namespace
}  // namespace rockpool
