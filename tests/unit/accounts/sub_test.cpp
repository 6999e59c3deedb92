#include "server/accounts/sub.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/support/fake_random.h"

namespace rockpool::accounts {
namespace {

TEST(Sub, IsAUuidWhoseThirdGroupBeginsWith70) {
  EXPECT_EQ(SubOfBytes(std::string(16, '\0')), "00000000-0000-7000-0000-000000000000");
  EXPECT_EQ(SubOfBytes(std::string(16, '\xFF')), "ffffffff-ffff-70ff-ffff-ffffffffffff");
}

TEST(Sub, HasNoVariantThatAllShare) {
  support::FakeRandom random;
  std::set<char> variants;
  for (int user = 0; user < 200; ++user) {
    const std::string sub = DrawSub(random);
    EXPECT_EQ(sub.substr(13, 3), "-70") << sub;
    variants.insert(sub.at(19));
  }
  EXPECT_GT(variants.size(), 4U);
}

}  // namespace
}  // namespace rockpool::accounts
