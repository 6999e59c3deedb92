// Which regions are down, under /_rockpool/regions.
#include "server/workbench/regions.h"

#include <gtest/gtest.h>

#include <string>

#include "server/pools/replicas/down_regions.h"
#include "server/workbench/workbench.h"
#include "tests/support/test_service.h"

namespace rockpool::workbench {
namespace {

class Regions : public testing::Test {
 protected:
  Regions() {
    AddRegions(workbench, service.world(), service.random);
    workbench.Mount(router);
  }

  http::Response Send(std::string_view method, std::string_view path, std::string body = "") {
    http::Request request;
    request.method = method;
    request.path = path;
    request.body = std::move(body);
    request.headers.Add("Host", "localhost");
    request.headers.Add("Content-Type", "application/json");
    return http::WorkOutHere(*router.Route(std::move(request)).work);
  }
  http::Response Put(const std::string& region, const std::string& body) { return Send("PUT", "/_rockpool/regions/" + region, body); }

  support::TestService service;
  protocol::Faults faults;
  triggers::Faults trigger_faults;
  Workbench workbench{faults, trigger_faults, [] {}, {}, service.random};
  const protocol::JsonOwner owner{service.random};
  http::Router router{owner};
};

TEST_F(Regions, AreAllUpAtFirst) { EXPECT_EQ(Send("GET", "/_rockpool/regions").body, R"({"down":[]})"); }

TEST_F(Regions, AreDownUntilTheyAreSaidToBeUp) {
  EXPECT_EQ(Put("us-east-1", R"({"isDown":true})").body, R"({"down":["us-east-1"]})");
  EXPECT_EQ(Put("eu-west-1", R"({"isDown":true})").body, R"({"down":["eu-west-1","us-east-1"]})");
  EXPECT_TRUE(service.world().settings.Of<pools::RegionSettings>().down->Has("eu-west-1"));
  EXPECT_EQ(Put("us-east-1", R"({"isDown":false})").body, R"({"down":["eu-west-1"]})");
  EXPECT_EQ(Send("GET", "/_rockpool/regions").body, R"({"down":["eu-west-1"]})");
}

TEST_F(Regions, RefuseWhatIsNoneAndWhatSaysNothing) {
  for (const char* body : {"", "{}", "[]", "true", R"({"isDown":1})", R"({"down":true})", R"({"isDown":true,"for":1})"}) {
    EXPECT_EQ(Put("us-east-1", body).status, 400) << body;
  }
  EXPECT_EQ(Put("US_EAST", R"({"isDown":true})").status, 400);
  EXPECT_EQ(Send("GET", "/_rockpool/regions").body, R"({"down":[]})");
}

TEST(DownRegions, AreAHundredAtMost) {
  pools::DownRegions down;
  for (std::size_t i = 0; i < pools::DownRegions::kMost; ++i) {
    ASSERT_TRUE(down.Put("region-" + std::to_string(i), true));
  }
  EXPECT_FALSE(down.Put("one-more-1", true));
  EXPECT_TRUE(down.Put("region-1", true)) << "it is down already";
  down.Clear();
  EXPECT_FALSE(down.has_any());
}

}  // namespace
}  // namespace rockpool::workbench
