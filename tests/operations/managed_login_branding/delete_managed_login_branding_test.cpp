#include <gtest/gtest.h>

#include "tests/operations/managed_login_branding/styled_pool.h"

namespace rockpool::support {
namespace {

using DeleteManagedLoginBranding = PoolTest<StyledPool>;

TEST_F(DeleteManagedLoginBranding, LeavesTheAppClientFreeForAnotherStyle) {
  const std::string client = pool.AddClient();
  const std::string style = pool.Add(client);
  ASSERT_EQ(pool.Create(client).ErrorType(), "ManagedLoginBrandingExistsException");
  const Answer deleted = pool.Call("DeleteManagedLoginBranding", TextMember("ManagedLoginBrandingId", style));
  EXPECT_EQ(OutcomeOf(deleted), kOk);
  EXPECT_EQ(deleted.body, "");
  EXPECT_EQ(OutcomeOf(pool.DescribeOf(client)),
            "ResourceNotFoundException: ManagedLoginBranding for client " + client + " does not exist.");
  EXPECT_EQ(OutcomeOf(pool.Create(client)), kOk);
}

}  // namespace
}  // namespace rockpool::support
