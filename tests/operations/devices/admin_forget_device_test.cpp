#include <gtest/gtest.h>

#include "tests/operations/devices/device_pool.h"

namespace rockpool::support {
namespace {

using AdminForgetDevice = DeviceTest;

TEST_F(AdminForgetDevice, LeavesNothingOfIt) {
  const Answer forgotten = On("AdminForgetDevice", device);
  EXPECT_EQ(forgotten.status, 200);
  EXPECT_EQ(forgotten.body, "");
  EXPECT_EQ(TryOn("AdminForgetDevice", device), kNoDevice);
  EXPECT_EQ(pool.CallBy(token, "ListDevices").At("Devices").Size(), 0u);
}

TEST_F(AdminForgetDevice, TellsWhatIsNotThere) {
  EXPECT_EQ(TryOn("AdminForgetDevice", nobodys), kNoDevice);
  ExpectRefusals("AdminForgetDevice");
}

}  // namespace
}  // namespace rockpool::support
