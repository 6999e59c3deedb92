// What all families of a pool's resources have in common about one thing.
#include "tests/operations/named_resources/family_test.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

class PoolResource : public FamilyTest {
 protected:
  TestService service;
  FamilyPool pool{service, family};
  FamilyPool other{service, family};
};
INSTANTIATE_TEST_SUITE_P(Each, PoolResource, EachFamilyThat([](const Family&) { return true; }), NameOfFamily);

TEST_P(PoolResource, IsOfNoUnknownPoolWhichIsToldFirst) {
  std::vector<std::pair<std::string, std::string>> calls{{family.create, pool.Asked(0)}};
  for (const std::string& operation : {family.show, family.update, family.remove}) {
    calls.emplace_back(operation, pool.Naming(operation, family.strange_keys.front()));
  }
  calls.emplace_back(family.list, R"("NextToken":"x")");
  std::erase_if(calls, [](const auto& call) { return call.first.empty(); });
  for (const auto& [operation, members] : calls) {
    EXPECT_EQ(OutcomeOf(service.Call(operation, R"({"UserPoolId":"us-east-1_Nowhere",)" + members + "}")), NoSuchPool("us-east-1_Nowhere"))
        << operation;
    EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "123456789012"}, operation, members)), NoSuchPool(pool.id())) << operation;
    EXPECT_EQ(OutcomeOf(pool.CallAs({.region = "eu-west-1"}, operation, members)), NoSuchPool(pool.id())) << operation;
  }
}

TEST_P(PoolResource, IsNothingToOtherAccountsAndRegions) {
  const std::string key = pool.Add(0);
  std::vector<std::string> operations = Uses(family);
  operations.push_back(family.remove);
  for (const std::string& operation : operations) {
    for (const CallerKey& stranger : {CallerKey{.access_key = "123456789012"}, {.region = "eu-west-1"}}) {
      EXPECT_EQ(OutcomeOf(pool.CallAs(stranger, operation, pool.Naming(operation, key))), NoSuchPool(pool.id())) << operation;
    }
  }
  for (const std::string& operation : operations) {
    EXPECT_EQ(pool.TryOn(operation, key), kOk) << operation;
  }
}

TEST_P(PoolResource, IsToldAsUnknownByAnyOtherKeyAndInOtherPools) {
  pool.Add(0);
  std::vector<std::string> keys = family.strange_keys;
  keys.push_back(other.Add(2));
  std::vector<std::string> operations = Uses(family);
  operations.push_back(family.remove);
  for (const std::string& operation : operations) {
    for (const std::string& key : keys) {
      EXPECT_EQ(pool.TryOn(operation, key), family.unknown(operation, pool.id(), key)) << operation;
    }
  }
}

TEST_P(PoolResource, IsUnknownOnceItIsDeletedAndCanBeMadeAgain) {
  const std::string asked = pool.Asked(1);
  const std::string key = pool.KeyOf(pool.Call(family.create, asked), 1);
  const Answer deleted = pool.Call(family.remove, pool.Naming(family.remove, key));
  EXPECT_EQ(deleted.status, 200);
  EXPECT_EQ(deleted.body, family.removed);
  std::vector<std::string> operations = Uses(family);
  operations.push_back(family.remove);
  for (const std::string& operation : operations) {
    EXPECT_EQ(pool.TryOn(operation, key), family.unknown(operation, pool.id(), key)) << operation;
  }
  const Answer again = pool.Call(family.create, asked);
  EXPECT_EQ(OutcomeOf(again), kOk);
  EXPECT_EQ(pool.KeyOf(again, 1) == key, family.given_key != nullptr);
}

TEST_P(PoolResource, IsSparedByTheDeletionOfOthers) {
  const std::string kept = pool.Add(0);
  const std::string deleted = pool.Add(1);
  const std::string of_other_pool = other.Add(family.unique_in_the_world ? 3 : 1);
  ASSERT_EQ(pool.TryOn(family.remove, deleted), kOk);
  for (const std::string& operation : Uses(family)) {
    EXPECT_EQ(pool.TryOn(operation, kept), kOk) << operation;
  }
  EXPECT_EQ(other.TryOn(family.remove, of_other_pool), kOk);
}

class ShownResource : public PoolResource {};
INSTANTIATE_TEST_SUITE_P(Each, ShownResource, EachFamilyThat([](const Family& family) { return !family.show.empty(); }), NameOfFamily);

TEST_P(ShownResource, IsAsCreateAnsweredAndStaysSo) {
  const Answer created = pool.Call(family.create, pool.Asked(0));
  pool.Add(1);
  service.clock.Advance(10'000);
  EXPECT_EQ(pool.Show(pool.KeyOf(created, 0)).body, created.body);
}

TEST_P(ShownResource, IsAsUpdateAnswered) {
  const std::string key = pool.Add(0);
  const std::string kept = pool.Add(1);
  const std::string untouched = pool.Show(kept).body;
  service.clock.Advance(10'000);
  const std::string before = pool.Show(key).body;
  const Answer updated = pool.Call(family.update, pool.Naming(family.update, key));
  EXPECT_EQ(OutcomeOf(updated), kOk);
  EXPECT_NE(updated.body, before);
  EXPECT_EQ(pool.Show(key).body, updated.body);
  EXPECT_EQ(pool.Show(kept).body, untouched);
}

TEST_P(ShownResource, EndsWithItsPool) {
  const FamilyPool first(service, family, kFixedId);
  const std::string key = first.Add(0);
  ASSERT_EQ(first.Try("DeleteUserPool"), kOk);
  EXPECT_EQ(first.TryOn(family.show, key), NoSuchPool(first.id()));
  const FamilyPool reborn(service, family, kFixedId);
  ASSERT_EQ(reborn.id(), first.id());
  EXPECT_EQ(reborn.TryOn(family.show, key), family.unknown(family.show, reborn.id(), key));
  if (!family.list.empty()) {
    EXPECT_EQ(reborn.Call(family.list).body, "{\"" + family.entries + "\":[]}");
  }
  EXPECT_EQ(OutcomeOf(reborn.Call(family.create, reborn.Asked(0))), kOk);
}

class DatedResource : public PoolResource {};
INSTANTIATE_TEST_SUITE_P(Each, DatedResource, EachFamilyThat([](const Family& family) { return family.dated; }), NameOfFamily);

TEST_P(DatedResource, IsDatedLaterByEveryChangeEvenIfTheClockStands) {
  const auto date = [&](const Answer& answer, const std::string& member) { return JsonAt(answer, family.shown_in + "." + member); };
  const std::string key = pool.Add(0);
  const std::string change = pool.Naming(family.update, key);
  const Answer first = pool.Call(family.update, change);
  EXPECT_EQ(date(first, "CreationDate"), "1700000000.0");
  EXPECT_EQ(date(first, "LastModifiedDate"), "1700000000.001");
  service.clock.Advance(2'500);
  const Answer second = pool.Call(family.update, change);
  EXPECT_EQ(date(second, "CreationDate"), "1700000000.0");
  EXPECT_EQ(date(second, "LastModifiedDate"), "1700000002.5");
}

class ResourceThatMayBeTaken : public PoolResource {};
INSTANTIATE_TEST_SUITE_P(Each, ResourceThatMayBeTaken, EachFamilyThat([](const Family& family) { return family.taken != nullptr; }),
                         NameOfFamily);

TEST_P(ResourceThatMayBeTaken, IsOneAloneInItsPoolAndStaysAsItIs) {
  const std::string client = pool.AddClient();
  const std::string whose = family.of_client ? TextMember("ClientId", client) : TextMember(family.key, family.given_key(0));
  const Answer created = pool.Call(family.create, whose + "," + family.content(0));
  ASSERT_EQ(OutcomeOf(created), kOk);
  const std::string key = pool.KeyOf(created, 0);
  EXPECT_EQ(pool.Try(family.create, whose + "," + family.content(1)), family.taken(pool.id(), key, client));
  EXPECT_EQ(pool.Show(key).body, created.body);
  EXPECT_EQ(other.Try(family.create, other.Asked(0)), kOk);
  if (family.given_key) {
    EXPECT_EQ(pool.Try(family.create, TextMember(family.key, family.strange_keys.front()) + "," + family.content(1)), kOk)
        << "keys are told apart by their case";
  }
}

class CountedResource : public FamilyTest {};
INSTANTIATE_TEST_SUITE_P(Each, CountedResource, EachFamilyThat([](const Family& family) { return family.quota != nullptr; }), NameOfFamily);

TEST_P(CountedResource, StopsAtTheQuotaOfThePool) {
  support::Settings settings;
  EXPECT_EQ(family.quota(settings), family.default_quota);
  family.quota(settings) = 2;
  TestService service(settings);
  const FamilyPool pool(service, family);
  const FamilyPool other(service, family);
  const std::string first_asked = pool.Asked(0);
  const std::string first = pool.KeyOf(pool.Call(family.create, first_asked), 0);
  pool.Add(1);
  const std::string third = pool.Asked(2);
  EXPECT_EQ(pool.Try(family.create, third),
            "LimitExceededException: Maximum number of " + family.things + " reached for user pool " + pool.id() + ": 2.");
  if (family.given_key) {
    EXPECT_EQ(pool.Try(family.create, first_asked), family.taken(pool.id(), first, ""));
  }
  other.Add(2);
  ASSERT_EQ(pool.TryOn(family.remove, first), kOk);
  EXPECT_EQ(pool.Try(family.create, third), kOk);
}

class ResourceOfAppClient : public PoolResource {};
INSTANTIATE_TEST_SUITE_P(Each, ResourceOfAppClient, EachFamilyThat([](const Family& family) { return family.of_client; }), NameOfFamily);

TEST_P(ResourceOfAppClient, EndsWithItsAppClient) {
  const std::string client = pool.AddClient();
  const Answer created = pool.Call(family.create, TextMember("ClientId", client) + "," + family.content(0));
  const std::string key = pool.KeyOf(created, 0);
  const std::string kept = pool.Add(1);
  pool.DeleteClient(client);
  EXPECT_EQ(pool.TryOn(family.show, key), family.unknown(family.show, pool.id(), key));
  EXPECT_EQ(pool.TryOn(family.show, kept), kOk);
}

TEST_P(ResourceOfAppClient, IsOfNoUnknownAppClient) {
  const std::string of_other_pool = other.AddClient();
  for (const std::string& client : {std::string("nobody"), of_other_pool}) {
    EXPECT_EQ(pool.Try(family.create, TextMember("ClientId", client) + "," + family.content(0)),
              "ResourceNotFoundException: User pool client " + client + " does not exist.");
  }
}

}  // namespace
}  // namespace rockpool::support
