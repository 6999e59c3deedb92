#include <gtest/gtest.h>

#include <vector>

#include "tests/operations/devices/device_pool.h"

namespace rockpool::support {
namespace {

using ForgetDevice = DeviceTest;

TEST_F(ForgetDevice, LeavesNothingOfIt) {
  const ClientsDevice other = pool.Enroll();
  const Answer forgotten = pool.CallBy(token, "ForgetDevice", KeyMember(device));
  EXPECT_EQ(forgotten.status, 200);
  EXPECT_EQ(forgotten.body, "");
  EXPECT_EQ(pool.TryBy(token, "ForgetDevice", KeyMember(device)), kNoDevice);
  EXPECT_EQ(DeviceKeysIn(pool.CallBy(token, "ListDevices")), std::vector{other.key});
}

TEST_F(ForgetDevice, KnowsNoneOfAnotherUser) {
  pool.AddUser("bob");
  EXPECT_EQ(pool.TryBy(pool.AccessTokenOf("bob"), "ForgetDevice", KeyMember(device)), kNoDevice);
  EXPECT_EQ(pool.TryBy(token, "GetDevice", KeyMember(device)), kOk);
}

TEST_F(ForgetDevice, NeedsAnAccessTokenThatTheModelLeavesOut) {
  EXPECT_EQ(OutcomeOf(service.Call("ForgetDevice", "{" + KeyMember(device) + "}")), "NotAuthorizedException: Invalid Access Token");
  ExpectRefusalsBy("ForgetDevice");
}

}  // namespace
}  // namespace rockpool::support
