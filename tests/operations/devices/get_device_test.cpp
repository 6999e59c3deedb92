#include <gtest/gtest.h>

#include "tests/operations/devices/device_pool.h"

namespace rockpool::support {
namespace {

using GetDevice = DeviceTest;

TEST_F(GetDevice, ShowsOneToItsUser) {
  const Answer shown = pool.CallBy(token, "GetDevice", KeyMember(device));
  EXPECT_EQ(shown.TextAt("Device.DeviceKey"), device.key);
  EXPECT_EQ(DeviceAttributesOf(shown.At("Device")), "device_status valid, device_name a telephone");
  EXPECT_EQ(shown.At("Device.DeviceCreateDate").GetDouble(), 1'700'000'000.0);
  EXPECT_EQ(shown.At("Device.DeviceLastModifiedDate").GetDouble(), 1'700'000'000.0);
  EXPECT_EQ(shown.At("Device.DeviceLastAuthenticatedDate").GetDouble(), 1'700'000'000.0);
  EXPECT_EQ(shown.At("Device").MemberCount(), 5u);
}

TEST_F(GetDevice, ShowsNoNameThatItWasNotGiven) {
  const ClientsDevice unnamed = pool.Enroll();
  EXPECT_EQ(DeviceAttributesOf(pool.CallBy(token, "GetDevice", KeyMember(unnamed)).At("Device")), "device_status valid");
}

TEST_F(GetDevice, KnowsNoneOfAnotherUser) {
  pool.AddUser("bob");
  EXPECT_EQ(pool.TryBy(pool.AccessTokenOf("bob"), "GetDevice", KeyMember(device)), kNoDevice);
  EXPECT_EQ(pool.TryBy(token, "GetDevice", KeyMember(nobodys)), kNoDevice);
}

TEST_F(GetDevice, NeedsAnAccessTokenThatTheModelLeavesOut) {
  EXPECT_EQ(OutcomeOf(service.Call("GetDevice", "{" + KeyMember(device) + "}")), "NotAuthorizedException: Invalid Access Token");
  ExpectRefusalsBy("GetDevice");
}

}  // namespace
}  // namespace rockpool::support
