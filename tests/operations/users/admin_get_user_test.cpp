#include <gtest/gtest.h>

#include "tests/operations/users/users.h"

namespace rockpool::support {
namespace {

using AdminGetUser = PoolTest<UsersPool>;

TEST_F(AdminGetUser, ShowsTheUserWithoutWhatIsNotSet) {
  pool.Add("ada", FixedSub(kSub));
  EXPECT_EQ(pool.Of("AdminGetUser", "ada").body,
            R"({"Enabled":true,"UserAttributes":[{"Name":"sub","Value":"11111111-2222-4333-8444-555555555555"}],)"
            R"("UserCreateDate":1700000000.000,"UserLastModifiedDate":1700000000.000,"UserStatus":"FORCE_CHANGE_PASSWORD",)"
            R"("Username":"ada"})");
}

TEST_F(AdminGetUser, ShowsTheSubFirstAndThenTheAttributesInTheOrderOfFirstStoring) {
  pool.Add("ada", Attributes({{"nickname", "countess"}, {"email", "ada@example.com"}, {"birthdate", "1815-12-10"}}));
  ASSERT_EQ(pool.TryOf("AdminUpdateUserAttributes", "ada",
                       Attributes({{"zoneinfo", "Europe/London"}, {"nickname", "ada"}, {"address", "St James's Square"}})),
            kOk);
  EXPECT_EQ(pool.AttributesOf("ada"),
            "nickname=ada email=ada@example.com birthdate=1815-12-10 zoneinfo=Europe/London address=St James's Square");
}

TEST_F(AdminGetUser, ShowsTheValuesAsTheyWereStored) {
  pool.Add("ada", Attributes({{"email", "Ada@Example.com"}, {"email_verified", "True"}}));
  EXPECT_EQ(pool.AttributesOf("ada"), "email=Ada@Example.com email_verified=True");
}

TEST_F(AdminGetUser, DatesTheLastChange) {
  pool.Add("ada");
  service.clock.Advance(5'000);
  ASSERT_EQ(pool.TryOf("AdminUpdateUserAttributes", "ada", Attributes({{"nickname", "a"}})), kOk);
  const Answer user = pool.Of("AdminGetUser", "ada");
  EXPECT_EQ(user.At("UserCreateDate").GetDouble(), 1'700'000'000);
  EXPECT_EQ(user.At("UserLastModifiedDate").GetDouble(), 1'700'000'005);
}

}  // namespace
}  // namespace rockpool::support
