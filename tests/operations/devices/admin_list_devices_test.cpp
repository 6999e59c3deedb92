#include <gtest/gtest.h>

#include <vector>

#include "tests/operations/devices/device_pool.h"

namespace rockpool::support {
namespace {

using AdminListDevices = DeviceTest;

TEST_F(AdminListDevices, ShowsEachAsAdministratorsSeeIt) {
  service.clock.Advance(1'500);
  const ClientsDevice later = pool.Enroll();
  const std::string alice = TextMember("Username", "alice");
  const Answer all = pool.Call("AdminListDevices", alice);
  EXPECT_EQ(DeviceKeysIn(all), (std::vector{later.key, device.key}));
  EXPECT_EQ(DeviceAttributesOf(all.At("Devices")[0]), DeviceAttributesOf(On("AdminGetDevice", later).At("Device")));
  const Answer first = pool.Call("AdminListDevices", alice + R"(,"Limit":1)");
  EXPECT_EQ(DeviceKeysIn(first), std::vector{later.key});
  const Answer second =
      pool.Call("AdminListDevices", alice + R"(,"Limit":1,)" + TextMember("PaginationToken", first.TextAt("PaginationToken")));
  EXPECT_EQ(DeviceKeysIn(second), std::vector{device.key});
  EXPECT_FALSE(second.Has("PaginationToken"));
}

TEST_F(AdminListDevices, TellsWhatIsNotThere) { ExpectRefusals("AdminListDevices"); }

}  // namespace
}  // namespace rockpool::support
