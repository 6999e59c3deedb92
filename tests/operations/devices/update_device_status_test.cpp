#include <gtest/gtest.h>

#include <string>

#include "tests/operations/devices/device_pool.h"

namespace rockpool::support {
namespace {

using UpdateDeviceStatus = DeviceTest;

TEST_F(UpdateDeviceStatus, SaysWhetherADeviceIsRemembered) {
  const auto status = [&] {
    const std::string shown = DeviceAttributesOf(On("AdminGetDevice", device).At("Device"));
    return std::string(shown.find("status not_remembered") != std::string::npos ? "not_remembered" : "remembered");
  };
  service.clock.Advance(2'000);
  const Answer updated = pool.CallBy(token, "UpdateDeviceStatus", KeyMember(device) + R"(,"DeviceRememberedStatus":"not_remembered")");
  EXPECT_EQ(OutcomeOf(updated), kOk);
  EXPECT_EQ(updated.json.MemberCount(), 0u);
  EXPECT_EQ(status(), "not_remembered");
  EXPECT_EQ(On("AdminGetDevice", device).At("Device.DeviceLastModifiedDate").GetDouble(), 1'700'000'002.0);
  EXPECT_EQ(pool.TryBy(token, "UpdateDeviceStatus", KeyMember(device)), kOk);
  EXPECT_EQ(status(), "not_remembered") << "without a status nothing changes";
  EXPECT_EQ(pool.TryBy(token, "UpdateDeviceStatus", KeyMember(device) + R"(,"DeviceRememberedStatus":"remembered")"), kOk);
  EXPECT_EQ(status(), "remembered");
}

TEST_F(UpdateDeviceStatus, KnowsNoneOfAnotherUser) {
  pool.AddUser("bob");
  EXPECT_EQ(pool.TryBy(pool.AccessTokenOf("bob"), "UpdateDeviceStatus", KeyMember(device)), kNoDevice);
  EXPECT_EQ(pool.TryBy(token, "UpdateDeviceStatus", KeyMember(nobodys)), kNoDevice);
  EXPECT_EQ(pool.TryBy(token, "UpdateDeviceStatus", KeyMember(nobodys) + R"(,"DeviceRememberedStatus":"remembered")"), kNoDevice);
}

TEST_F(UpdateDeviceStatus, TellsOfTheTokenThenOfTracking) { ExpectRefusalsBy("UpdateDeviceStatus"); }

}  // namespace
}  // namespace rockpool::support
