#include <gtest/gtest.h>

#include <string>

#include "tests/operations/devices/device_pool.h"

namespace rockpool::support {
namespace {

using AdminUpdateDeviceStatus = DeviceTest;

TEST_F(AdminUpdateDeviceStatus, SaysWhetherADeviceIsRemembered) {
  const auto status = [&] {
    const std::string shown = DeviceAttributesOf(On("AdminGetDevice", device).At("Device"));
    return std::string(shown.find("status not_remembered") != std::string::npos ? "not_remembered" : "remembered");
  };
  const Answer updated = On("AdminUpdateDeviceStatus", device, R"("DeviceRememberedStatus":"not_remembered")");
  EXPECT_EQ(OutcomeOf(updated), kOk);
  EXPECT_EQ(updated.json.MemberCount(), 0u);
  EXPECT_EQ(status(), "not_remembered");
  EXPECT_EQ(TryOn("AdminUpdateDeviceStatus", device), kOk);
  EXPECT_EQ(status(), "not_remembered");
  EXPECT_EQ(TryOn("AdminUpdateDeviceStatus", device, R"("DeviceRememberedStatus":"remembered")"), kOk);
  EXPECT_EQ(status(), "remembered");
}

TEST_F(AdminUpdateDeviceStatus, TellsWhatIsNotThere) {
  EXPECT_EQ(TryOn("AdminUpdateDeviceStatus", nobodys, R"("DeviceRememberedStatus":"remembered")"), kNoDevice);
  EXPECT_EQ(TryOn("AdminUpdateDeviceStatus", nobodys), kNoDevice);
  ExpectRefusals("AdminUpdateDeviceStatus");
}

}  // namespace
}  // namespace rockpool::support
