#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "tests/operations/devices/device_pool.h"

namespace rockpool::support {
namespace {

using ListDevices = DeviceTest;

TEST_F(ListDevices, BeginsWithTheOneThatWasAuthenticatedLast) {
  service.clock.Advance(1'500);
  const ClientsDevice later = pool.Enroll();
  EXPECT_EQ(DeviceKeysIn(pool.CallBy(token, "ListDevices")), (std::vector{later.key, device.key}));
  service.clock.Advance(1'700);
  EXPECT_EQ(NextOf(pool.SignInOn(device)), "tokens");
  const Answer listed = pool.CallBy(token, "ListDevices");
  EXPECT_EQ(DeviceKeysIn(listed), (std::vector{device.key, later.key}));
  const auto& first = listed.At("Devices")[0];
  EXPECT_EQ(first["DeviceLastAuthenticatedDate"].GetDouble(), 1'700'000'003.0) << "in whole seconds";
  EXPECT_EQ(first["DeviceLastModifiedDate"].GetDouble(), 1'700'000'000.0) << "a sign-in changes none of it";
  EXPECT_FALSE(listed.Has("PaginationToken"));
}

TEST_F(ListDevices, ComesInPages) {
  std::set<std::string> all{device.key};
  for (int i = 0; i < 4; ++i) {
    all.insert(pool.Enroll().key);
  }
  std::set<std::string> seen;
  std::string next;
  int pages = 0;
  do {
    const Answer page = pool.CallBy(token, "ListDevices", R"("Limit":2)" + (next.empty() ? "" : "," + TextMember("PaginationToken", next)));
    ASSERT_EQ(OutcomeOf(page), kOk);
    for (const std::string& key : DeviceKeysIn(page)) {
      EXPECT_TRUE(seen.insert(key).second);
    }
    next = page.Has("PaginationToken") ? page.TextAt("PaginationToken") : "";
    ++pages;
  } while (!next.empty() && pages < 10);
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(seen, all);
  EXPECT_EQ(pool.TryBy(token, "ListDevices", TextMember("PaginationToken", "made-up")),
            "InvalidParameterException: Invalid pagination token given.");
}

TEST_F(ListDevices, IsEmptyWhereThereAreNone) {
  pool.AddUser("bob");
  EXPECT_EQ(pool.CallBy(pool.AccessTokenOf("bob"), "ListDevices").At("Devices").Size(), 0u);
}

TEST_F(ListDevices, TellsOfTheTokenThenOfTracking) { ExpectRefusalsBy("ListDevices"); }

}  // namespace
}  // namespace rockpool::support
