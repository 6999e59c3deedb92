// What Describe shows of a resource server can be sent back, and makes another one like it.
#include <gtest/gtest.h>

#include "tests/operations/drawn_round_trips.h"
#include "tests/operations/pool_caller.h"

namespace rockpool {
namespace {

using support::DrawnObject;
using support::DrawnSettings;
using support::PoolCaller;
using support::RoundTrip;
using support::SetText;

std::string DrawScopes(DrawnSettings& drawn) {
  std::string scopes;
  for (int number = drawn.Number(0, 100); number > 0; --number) {
    DrawnObject scope(drawn);
    scope.SetText("ScopeName", drawn.OneOf("read write:all a.b") + std::to_string(number));
    scope.SetText("ScopeDescription", drawn.Words(5));
    scopes.append(scopes.empty() ? "" : ",").append(scope.Json());
  }
  return "[" + scopes + "]";
}

std::string DrawServer(DrawnSettings& drawn, const PoolCaller& pool) {
  DrawnObject server(drawn);
  server.SetText("UserPoolId", pool.id());
  server.SetText("Identifier", drawn.OneOf("https://api.example.com/ urn:x a.b-c_ ~!#"));
  server.SetText("Name", drawn.OneOf({"Weather", "a,b=c@d.e", "f g", "0"}));
  server.Perhaps("Scopes", DrawScopes(drawn));
  return server.Json();
}

RoundTrip TripTo(const PoolCaller& other) {
  return {
      .thing = "ResourceServer",
      .create = "CreateResourceServer",
      .describe = "DescribeResourceServer",
      .update = "UpdateResourceServer",
      .key = {"UserPoolId", "Identifier"},
      .dates = {},
      .own = {"UserPoolId"},
      .prepare_copy = [&other](rapidjson::Document& server) { SetText(server, "UserPoolId", other.id()); },
  };
}

TEST(ResourceServer, GoesRoundThroughDescribeUpdateAndCreate) {
  support::DrawnGoRoundBetween<PoolCaller>("CreateResourceServer", 100, DrawServer, TripTo);
}

}  // namespace
}  // namespace rockpool
