// What all operations of administrators on one user have in common: who is found, by which names, and what is told where nobody is.
#include <gtest/gtest.h>

#include "tests/operations/users/users.h"

namespace rockpool::support {
namespace {

struct Operation {
  const char* name;
  const char* members;        // which follow pool and name
  const char* outcome = kOk;  // what is told of the user who is found
};

constexpr Operation kOperations[] = {
    {"AdminGetUser", ""},
    {"AdminEnableUser", ""},
    {"AdminDisableUser", ""},
    {"AdminSetUserPassword", R"("Password":"Secret-2")"},
    {"AdminUpdateUserAttributes", R"("UserAttributes":[{"Name":"nickname","Value":"x"}])"},
    {"AdminDeleteUserAttributes", R"("UserAttributeNames":["nickname"])"},
    {"AdminAddUserToGroup", R"("GroupName":"admins")"},
    {"AdminRemoveUserFromGroup", R"("GroupName":"admins")"},
    {"AdminListGroupsForUser", ""},
    {"AdminDeleteUser", ""},
    {"AdminCreateUser", R"("MessageAction":"RESEND")"},
    {"AdminConfirmSignUp", "", "NotAuthorizedException: User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD"},
    {"AdminResetUserPassword", "", "NotAuthorizedException: User password cannot be reset in the current state."},
    {"AdminUserGlobalSignOut", ""},
    {"AdminSetUserMFAPreference", ""},
    {"AdminSetUserSettings", R"("MFAOptions":[])"},
    {"AdminDeleteSoftwareToken", ""},
};

class OperationOnAUser : public testing::TestWithParam<Operation> {
 protected:
  std::string TryOn(const UsersPool& pool, std::string_view name) { return pool.TryOf(GetParam().name, name, GetParam().members); }

  TestService service;
};
INSTANTIATE_TEST_SUITE_P(Each, OperationOnAUser, testing::ValuesIn(kOperations),
                         [](const auto& tried) { return std::string(tried.param.name); });

TEST_P(OperationOnAUser, TellsAPoolThatTheCallerHasNot) {
  const UsersPool pool(service);
  pool.Add("ada");
  const Answer answer =
      pool.CallAs({.access_key = "210987654321"}, GetParam().name, JoinedMembers(TextMember("Username", "ada"), GetParam().members));
  EXPECT_EQ(OutcomeOf(answer), NoSuchPool(pool.id()));
}

TEST_P(OperationOnAUser, TellsAUserWhoIsNotThereBeforeAnythingElse) {
  const UsersPool pool(service);
  const UsersPool other(service);
  other.Add("ada");
  EXPECT_EQ(TryOn(pool, "ada"), kNoUser);
}

TEST_P(OperationOnAUser, FindsTheUserByUsername) {
  const UsersPool pool(service);
  pool.Call("CreateGroup", R"("GroupName":"admins")");
  pool.Add("ada");
  EXPECT_EQ(TryOn(pool, "Ada"), kNoUser);
  EXPECT_EQ(TryOn(pool, "ada"), GetParam().outcome);
}

TEST_P(OperationOnAUser, FindsTheUserBySub) {
  const UsersPool pool(service);
  pool.Call("CreateGroup", R"("GroupName":"admins")");
  pool.Add("ada", FixedSub(kSub));
  EXPECT_EQ(TryOn(pool, kSub), GetParam().outcome);
}

TEST_P(OperationOnAUser, FindsTheUserInAnyCaseWherePoolsDoNotTellItApart) {
  const UsersPool pool(service, kIgnoringCase);
  pool.Call("CreateGroup", R"("GroupName":"admins")");
  pool.Add("ada");
  EXPECT_EQ(TryOn(pool, "aDA"), GetParam().outcome);
}

TEST_P(OperationOnAUser, FindsTheUserByAVerifiedAliasAlone) {
  const UsersPool pool(service, kAliases);
  pool.Call("CreateGroup", R"("GroupName":"admins")");
  pool.Add("ada", Attributes({{"email", "ada@example.com"}, {"email_verified", "true"}}));
  pool.Add("bob", Attributes({{"email", "bob@example.com"}}));
  EXPECT_EQ(TryOn(pool, "bob@example.com"), kNoUser);
  EXPECT_EQ(TryOn(pool, "ada@example.com"), GetParam().outcome);
}

TEST_P(OperationOnAUser, FindsTheUserWhomAnUnverifiedAddressNames) {
  const UsersPool pool(service, kNamedByEmail);
  pool.Call("CreateGroup", R"("GroupName":"admins")");
  pool.Add("ada@example.com");
  EXPECT_EQ(TryOn(pool, "ada@example.com"), GetParam().outcome);
}

}  // namespace
}  // namespace rockpool::support
