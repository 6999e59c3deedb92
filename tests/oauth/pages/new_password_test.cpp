// /changePassword: NEW_PASSWORD_REQUIRED.
#include <gtest/gtest.h>

#include "tests/oauth/support/page_test.h"

namespace rockpool::oauth {
namespace {

using support::AttributeOf;
using support::Page;
using support::StatusOf;

constexpr const char* kTemporary = "Temp-Passw0rd";
constexpr const char* kNew = "New-Passw0rd";

class NewPassword : public support::PageTest {
 protected:
  void Invite() { CallOn("AdminCreateUser", "bea", R"("TemporaryPassword":"Temp-Passw0rd","MessageAction":"SUPPRESS")"); }
};
ROCKPOOL_IN_BOTH_LOOKS(NewPassword);

TEST_P(NewPassword, IsAskedForWhereTheOldOneIsTemporary) {
  Invite();
  const Page page = LogIn("bea", kTemporary);
  ASSERT_TRUE(IsAt(page, "new_password"));
  const Page back = Submit(page, {{"new_password", kNew}, {"confirm_password", kNew}});
  EXPECT_TRUE(IsBack(back)) << back.body;
  EXPECT_EQ(StatusOf(oauth.service, here, "bea"), "CONFIRMED");
  EXPECT_NE(Traces().find(R"("operation":"POST /changePassword")"), std::string::npos);
  browser.DropCookies();
  EXPECT_TRUE(IsBack(LogIn("bea", kNew)));
}

TEST_P(NewPassword, ComesWithTheAttributesThatThePoolRequires) {
  UsePool(R"(,"Schema":[{"Name":"email","Required":true,"Mutable":true},{"Name":"name","Required":true,"Mutable":true}])");
  ASSERT_EQ(Call("AdminCreateUser", R"("Username":"bea","TemporaryPassword":"Temp-Passw0rd","MessageAction":"SUPPRESS",)"
                                    R"("UserAttributes":[{"Name":"email","Value":"bea@example.com"}])")
                .status,
            200);
  Page page = LogIn("bea", kTemporary);
  EXPECT_TRUE(page.InputValue("requiredAttributes[name]"));
  EXPECT_FALSE(page.InputValue("requiredAttributes[email]")) << "it is there already";
  page = Submit(page, {{"new_password", kNew}, {"confirm_password", kNew}});
  EXPECT_TRUE(page.Shows("Invalid attributes given, name is missing"));
  page = Submit(page, {{"new_password", "short"}, {"confirm_password", "short"}, {"requiredAttributes[name]", "Bea \"B\""}});
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.Shows("Password did not conform with policy"));
  EXPECT_EQ(page.InputValue("requiredAttributes[name]"), "Bea \"B\"");
  EXPECT_EQ(page.InputValue("new_password"), "");
  EXPECT_TRUE(IsBack(Submit(
      page,
      {{"new_password", kNew}, {"confirm_password", kNew}, {"requiredAttributes[name]", "Bea"}, {"requiredAttributes[nickname]", "B"}})));
  EXPECT_EQ(AttributeOf(oauth.service, here, "bea", "name"), "Bea");
  EXPECT_EQ(AttributeOf(oauth.service, here, "bea", "nickname"), "") << "the form did not ask for it";
}

TEST_P(NewPassword, LeadsToTheTraceAndTheMessagesOfWhoIsAskedForIt) {
  Invite();
  const Page page = LogIn("bea", kTemporary);
  for (const char* path : {"/_rockpool/sign-ins", "/_rockpool/messages"}) {
    EXPECT_NE(page.body.find(path + ("?pool=" + here) + "&amp;user=bea\""), std::string::npos) << page.body;
  }
}

TEST_P(NewPassword, HasToBeSaidTwice) {
  Invite();
  const Page page = Submit(LogIn("bea", kTemporary), {{"new_password", kNew}, {"confirm_password", "Other-Passw0rd"}});
  EXPECT_TRUE(page.Shows("The passwords do not match."));
  EXPECT_EQ(StatusOf(oauth.service, here, "bea"), "FORCE_CHANGE_PASSWORD");
}

TEST_P(NewPassword, TakesNoFormThatIsNotThisBrowsers) {
  Invite();
  LogIn("bea", kTemporary);
  const Page refused = browser.Post(At("/changePassword"), {{"new_password", kNew}, {"confirm_password", kNew}});
  EXPECT_TRUE(refused.Shows("This form was out of date."));
  EXPECT_EQ(StatusOf(oauth.service, here, "bea"), "FORCE_CHANGE_PASSWORD");
}

TEST_P(NewPassword, LeadsOnToASecondFactor) {
  SetMfa("ON", "token");
  Invite();
  const Page page = Send(LogIn("bea", kTemporary), {{"new_password", kNew}, {"confirm_password", kNew}});
  EXPECT_TRUE(IsAt(page, "totp_code"));
}

}  // namespace
}  // namespace rockpool::oauth
