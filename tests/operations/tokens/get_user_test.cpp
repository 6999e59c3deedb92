#include <gtest/gtest.h>

#include "server/accounts/names.h"
#include "storage/store.h"
#include "tests/operations/tokens/token_pool.h"

namespace rockpool::support {
namespace {

using GetUser = PoolTest<TokenPool>;

std::string NamesIn(const Answer& answer) {
  std::string names;
  for (const auto& attribute : answer.At("UserAttributes").GetArray()) {
    names += (names.empty() ? "" : " ") + std::string(attribute["Name"].GetString());
  }
  return names;
}

TEST_F(GetUser, ShowsTheNameAndTheAttributesWithTheSubFirst) {
  const Answer answer = pool.CallBy(AccessOf(pool.SignIn()), "GetUser");
  const std::string sub = AttributeOf(service, pool.id(), "ada", "sub");
  EXPECT_EQ(answer.body,
            R"({"UserAttributes":[{"Name":"sub","Value":")" + sub +
                R"("},{"Name":"email","Value":"ada@example.com"},{"Name":"email_verified","Value":"true"}],"Username":"ada"})");
}

TEST_F(GetUser, ShowsWhatWasChangedSinceTheTokenWasIssued) {
  const std::string token = AccessOf(pool.SignIn());
  EXPECT_EQ(pool.TryOn("ada", "AdminUpdateUserAttributes", R"("UserAttributes":[{"Name":"nickname","Value":"Countess"}])"), kOk);
  EXPECT_EQ(NamesIn(pool.CallBy(token, "GetUser")), "sub email email_verified nickname");
}

TEST_F(GetUser, ShowsOnlyWhatTheClientMayReadAndAlwaysTheSub) {
  const std::string client = pool.New(R"("ReadAttributes":["nickname","email"])");
  EXPECT_EQ(pool.TryOn("ada", "AdminUpdateUserAttributes",
                       R"("UserAttributes":[{"Name":"nickname","Value":"Countess"},{"Name":"name","Value":"Ada"}])"),
            kOk);
  EXPECT_EQ(NamesIn(pool.CallBy(AccessOf(pool.SignInBy(client)), "GetUser")), "sub email nickname");
}

TEST_F(GetUser, NamesAUserOfAPoolThatNamesByEmailByTheSub) {
  ClientPool by_email(service, R"(,"UsernameAttributes":["email"])");
  CreateUser(service, by_email.id(), "grace@example.com");
  const std::string token = TokenOf(service, by_email.New(), "grace@example.com");
  const Answer answer = service.Call("GetUser", "{" + TextMember("AccessToken", token) + "}");
  EXPECT_EQ(answer.TextAt("Username"), answer.TextAt("UserAttributes.0.Value"));
}

TEST_F(GetUser, ShowsTheFactorsThatAreSet) {
  const world::World& world = service.world();
  world.store.Write([&](storage::Transaction& transaction) {
    const pools::SharedPool shared = pools::UsePoolOf(transaction, world.caches, pool.id());
    accounts::User user = accounts::RequireUser(transaction, *shared, "ada");
    user.content.PreferredMfaSetting = "SOFTWARE_TOKEN_MFA";
    user.content.UserMFASettingList = {"SOFTWARE_TOKEN_MFA"};
    user.content.MFAOptions.emplace().emplace_back().DeliveryMedium = api::DeliveryMediumType::SMS;
    accounts::Save(transaction, *shared, service.clock.Now(), user);
  });
  const Answer answer = pool.CallBy(AccessOf(pool.SignIn()), "GetUser");
  EXPECT_EQ(answer.TextAt("PreferredMfaSetting"), "SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(answer.TextAt("UserMFASettingList.0"), "SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(answer.TextAt("MFAOptions.0.DeliveryMedium"), "SMS");
}

}  // namespace
}  // namespace rockpool::support
