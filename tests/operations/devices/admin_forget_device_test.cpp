#include <gtest/gtest.h>

#include "tests/operations/devices/device_pool.h"
#include "tests/operations/session_configuration/session_requests.h"

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

TEST_F(AdminForgetDevice, LeavesItsHolderNoWayBack) {
  const Answer signed_in = pool.ByPassword("alice");
  const ClientsDevice stolen = DevicePool::OfferedBy(signed_in);
  EXPECT_EQ(OutcomeOf(pool.Confirm(AccessTokenIn(signed_in), stolen)), kOk);
  EXPECT_EQ(TryOn("AdminForgetDevice", stolen), kOk);
  EXPECT_EQ(OutcomeOf(pool.Confirm(AccessTokenIn(signed_in), stolen)), "InvalidParameterException: Invalid device key given.");
}

TEST_F(AdminForgetDevice, EndsTheSessionsThatWereOnIt) {
  ASSERT_EQ(pool.Try(kSetPoolSession, Tracking("ENABLED", 20)), kOk);
  const Answer signed_in = pool.ByPassword("alice");
  const ClientsDevice tracked = DevicePool::OfferedBy(signed_in);
  EXPECT_EQ(OutcomeOf(pool.Confirm(AccessTokenIn(signed_in), tracked)), kOk);
  const auto is_listed = [&] { return pool.Call("AdminListUserSessions", TextMember("Username", "alice")).Has("Sessions.0"); };
  EXPECT_TRUE(is_listed());
  EXPECT_EQ(TryOn("AdminForgetDevice", tracked), kOk);
  EXPECT_FALSE(is_listed());
}

TEST_F(AdminForgetDevice, TellsWhatIsNotThere) {
  EXPECT_EQ(TryOn("AdminForgetDevice", nobodys), kNoDevice);
  ExpectRefusals("AdminForgetDevice");
}

}  // namespace
}  // namespace rockpool::support
