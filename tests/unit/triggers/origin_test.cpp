#include "server/triggers/origin.h"

#include <gtest/gtest.h>

#include "tests/unit/accounts/pools.h"

namespace rockpool::triggers {
namespace {

std::string Shown(const Person& person) {
  std::string shown = person.username + (person.is_not_found ? "?" : ":");
  for (const api::AttributeType& attribute : person.attributes) {
    shown.append(" ").append(attribute.Name).append("=").append(attribute.Value.value_or("-"));
  }
  return shown;
}

TEST(Person, OfAUserSaysSubThenStatusThenTheOthersInTheirOrder) {
  const pools::PoolInUse pool = accounts::PoolOf("{}");
  const accounts::User user = accounts::UserOf(pool, "ada", {{"name", "Ada"}, {"identities", R"([{"userId":"1"}])"}, {"email", "a@b.c"}},
                                               api::UserStatusType::EXTERNAL_PROVIDER);
  EXPECT_EQ(Shown(PersonOf(user)),
            R"(ada: sub=sub-of-ada cognito:user_status=EXTERNAL_PROVIDER name=Ada identities=[{"userId":"1"}] email=a@b.c)");
}

TEST(Person, WhoIsNotThereYetSaysWhatWasSubmittedAlone) { EXPECT_EQ(Shown(Submitted("bob", {{"email", "b@b.c"}})), "bob: email=b@b.c"); }

TEST(Person, WhoIsNobodySaysNothing) { EXPECT_EQ(Shown(NotFound("eve")), "eve?"); }

}  // namespace
}  // namespace rockpool::triggers
