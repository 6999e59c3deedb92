// What Describe shows of a resource server can be sent back, and makes another one like it.
#include <gtest/gtest.h>

#include "tests/operations/drawn_settings.h"
#include "tests/operations/resource_servers/resource_servers.h"

namespace rockpool {
namespace {

using support::DrawnSettings;
using support::kOk;
using support::MembersAt;
using support::PoolCaller;
using support::TestService;

std::string DrawServer(DrawnSettings& drawn, int number) {
  std::string server = support::Identified(drawn.OneOf("https://api.example.com/ urn:x: a.b-c_ ~!#") + std::to_string(number)) +
                       R"(,"Name":")" + drawn.OneOf("Weather a,b=c@d.e f_g 0") + '"';
  if (drawn.Coin()) {
    std::string scopes;
    for (int scope = drawn.Number(0, 100); scope > 0; --scope) {
      scopes += std::string(scopes.empty() ? "" : ",") + R"({"ScopeName":")" + drawn.OneOf("read write:all a.b") + std::to_string(scope) +
                R"(","ScopeDescription":")" + drawn.Words(5) + R"("})";
    }
    server += R"(,"Scopes":[)" + scopes + "]";
  }
  return server;
}

TEST(ResourceServer, GoesRoundThroughDescribeUpdateAndCreate) {
  operations::Settings settings;
  settings.quotas.resource_servers = 1000;
  TestService service(settings);
  PoolCaller pool(service);
  PoolCaller copies(service);
  DrawnSettings drawn(20260101);
  const auto members = [](const support::Answer& answer) { return MembersAt(answer, "ResourceServer", {"Identifier", "Name", "Scopes"}); };
  for (int number = 0; number < 100; ++number) {
    const std::string server = DrawServer(drawn, number);
    const support::Answer created = pool.Call("CreateResourceServer", server);
    ASSERT_EQ(OutcomeOf(created), kOk) << server;
    const std::string identified = MembersAt(created, "ResourceServer", {"Identifier"});
    const support::Answer described = pool.Call("DescribeResourceServer", identified);
    EXPECT_EQ(described.body, created.body);
    EXPECT_EQ(pool.Call("UpdateResourceServer", members(described)).body, described.body);
    EXPECT_EQ(pool.Call("DescribeResourceServer", identified).body, described.body);
    EXPECT_EQ(members(copies.Call("CreateResourceServer", members(described))), members(described));
  }
}

}  // namespace
}  // namespace rockpool
