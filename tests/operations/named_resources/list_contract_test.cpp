// What the lists of all families of a pool's resources have in common.
#include <algorithm>

#include "tests/operations/named_resources/family_test.h"

namespace rockpool::support {
namespace {

using Keys = std::vector<std::string>;

// As many things as a test wants.
support::Settings WithoutQuota(const Family& family) {
  support::Settings settings;
  if (family.quota) {
    family.quota(settings) = 1000;
  }
  return settings;
}

class ListedResources : public FamilyTest {
 protected:
  // The keys of that many new things, in the order of the list.
  Keys AddMany(int count) {
    Keys keys;
    for (int number = 0; number < count; ++number) {
      keys.push_back(pool.Add(number));
    }
    std::ranges::sort(keys);
    return keys;
  }

  TestService service{WithoutQuota(family)};
  FamilyPool pool{service, family};
  FamilyPool other{service, family};
};
INSTANTIATE_TEST_SUITE_P(Each, ListedResources, EachFamilyThat([](const Family& family) { return !family.list.empty(); }), NameOfFamily);

TEST_P(ListedResources, AreNoneInAPoolWithoutAny) {
  other.Add(0);
  EXPECT_EQ(pool.Call(family.list).body, "{\"" + family.entries + "\":[]}");
}

TEST_P(ListedResources, AreShownEachOnceInTheOrderOfKeysOnPagesOfAnySize) {
  Keys added = AddMany(4);
  added.push_back(family.given_key ? pool.AddAs(family.strange_keys.front(), 4) : pool.Add(4));
  std::ranges::sort(added);  // by bytes, so that capital letters come first
  other.Add(6);
  for (const int size : {1, 2, 5, 6}) {
    Keys seen;
    std::string token;
    do {
      const Answer page = pool.Page(size, token);
      ASSERT_EQ(OutcomeOf(page), kOk);
      const Keys keys = pool.KeysIn(page);
      seen.insert(seen.end(), keys.begin(), keys.end());
      token = page.Has("NextToken") ? page.TextAt("NextToken") : "";
      EXPECT_EQ(keys.size(), token.empty() ? keys.size() : static_cast<std::size_t>(size));
      EXPECT_FALSE(keys.empty()) << "the last page, even if it is full, has no token";
    } while (!token.empty());
    EXPECT_EQ(seen, added) << "by pages of " << size;
  }
}

TEST_P(ListedResources, GoOnAfterTheLastShownOneThoughItIsGone) {
  const Keys added = AddMany(4);
  const std::string token = pool.Page(2).TextAt("NextToken");
  ASSERT_EQ(pool.TryOn(family.remove, added[1]), kOk);
  EXPECT_EQ(pool.KeysIn(pool.Page(3, token)), Keys(added.begin() + 2, added.end()));
  Keys expected(added.begin() + 2, added.end());
  expected.push_back(pool.Add(4));
  std::erase_if(expected, [&](const std::string& key) { return key < added[1]; });
  std::ranges::sort(expected);
  EXPECT_EQ(pool.KeysIn(pool.Page(3, token)), expected) << "a later page shows what was inserted behind";
}

TEST_P(ListedResources, FillAPageWhereTheRequestAsksForNoNumber) {
  const Keys added = AddMany(static_cast<int>(family.page) + 1);
  Keys requests{"", pool.Asking(static_cast<int>(family.page))};
  if (family.zero_is_most) {
    requests.push_back(pool.Asking(0));
  }
  for (const std::string& members : requests) {
    const Answer page = pool.Call(family.list, members);
    EXPECT_EQ(pool.KeysIn(page), Keys(added.begin(), added.end() - 1)) << members;
    EXPECT_EQ(pool.KeysIn(pool.Page(static_cast<int>(family.page), page.TextAt("NextToken"))), Keys{added.back()});
  }
}

TEST_P(ListedResources, TakeNoTokenOfAnotherPoolOrListOrOfNone) {
  AddMany(2);
  other.Add(0);
  other.Add(1);
  std::vector<std::pair<std::string, std::string>> tokens{{"another pool", other.Page(1).TextAt("NextToken")}, {"nowhere", "made-up"}};
  tokens.emplace_back("ListUserPools", service.Call("ListUserPools", R"({"MaxResults":1})").TextAt("NextToken"));
  for (const Family& sibling : FamiliesThat([&](const Family& each) { return !each.list.empty() && each.list != family.list; })) {
    const FamilyPool same(pool, sibling);
    same.Add(2);
    same.Add(3);
    tokens.emplace_back(sibling.list, same.Page(1).TextAt("NextToken"));
  }
  for (const auto& [whose, token] : tokens) {
    EXPECT_EQ(pool.Try(family.list, pool.Asking(1, token)), "InvalidParameterException: Invalid pagination token given.") << whose;
  }
}

}  // namespace
}  // namespace rockpool::support
