#include <gtest/gtest.h>

#include "tests/operations/devices/device_pool.h"

namespace rockpool::support {
namespace {

using AdminGetDevice = DeviceTest;

TEST_F(AdminGetDevice, ShowsMoreThanTheUserSees) {
  const std::string owner = "alice." + pool.id();
  EXPECT_EQ(DeviceAttributesOf(On("AdminGetDevice", device).At("Device")),
            "device_status valid, device_name a telephone, dev:device_arn arn:aws:cognito-idp:us-east-1:000000000000:owner/" + owner +
                "/device/" + device.key + ", dev:device_owner " + owner +
                ", dev:device_remembered_status remembered, dev:device_sdk aws-sdk");
}

TEST_F(AdminGetDevice, TellsWhatIsNotThere) {
  EXPECT_EQ(TryOn("AdminGetDevice", nobodys), kNoDevice);
  ExpectRefusals("AdminGetDevice");
}

TEST_F(AdminGetDevice, KnowsNoneOfAnotherUser) {
  pool.AddUser("bob");
  EXPECT_EQ(pool.TryOn("AdminGetDevice", "bob", KeyMember(device)), kNoDevice);
}

}  // namespace
}  // namespace rockpool::support
