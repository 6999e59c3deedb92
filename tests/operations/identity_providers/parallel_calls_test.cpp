// What several threads do to the same providers at once.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <latch>
#include <set>
#include <thread>

#include "tests/operations/identity_providers/provider_pool.h"

namespace rockpool::support {
namespace {

using ParallelUpdates = PoolTest<ProviderPool>;
using ParallelCreates = PoolTest<ProviderPool>;
using ParallelDeletes = PoolTest<ProviderPool>;

constexpr int kThreads = 8;
constexpr int kRounds = 25;

// Runs `body(thread)` on eight threads that start together, and waits for all.
void InParallel(const std::function<void(int)>& body) {
  std::latch start(kThreads);
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      start.arrive_and_wait();
      body(thread);
    });
  }
}

// What the thread sends: a part of the provider that is its own.
std::string UpdateOf(int thread, const std::string& value) {
  static constexpr std::array<const char*, 5> kKeys = {"client_id", "client_secret", "authorize_scopes", "jwks_uri", "token_url"};
  if (thread < static_cast<int>(kKeys.size())) {
    return WithDetails({{kKeys.at(static_cast<std::size_t>(thread)), "https://" + value}});
  }
  const std::string quoted = "\"" + value + "\"";
  static constexpr std::array<const char*, 3> kOpening = {R"("AttributeMapping":{"email":)", R"("AcrMapping":{"Level1":)",
                                                          R"("IdpIdentifiers":[)"};
  static constexpr std::array<const char*, 3> kClosing = {"}", "}", "]"};
  const std::size_t member = static_cast<std::size_t>(thread) - kKeys.size();
  return kOpening.at(member) + quoted + kClosing.at(member);
}

// Where Describe shows it.
const char* PathOf(int thread) {
  static constexpr std::array<const char*, kThreads> kPaths = {"IdentityProvider.ProviderDetails.client_id",
                                                               "IdentityProvider.ProviderDetails.client_secret",
                                                               "IdentityProvider.ProviderDetails.authorize_scopes",
                                                               "IdentityProvider.ProviderDetails.jwks_uri",
                                                               "IdentityProvider.ProviderDetails.token_url",
                                                               "IdentityProvider.AttributeMapping.email",
                                                               "IdentityProvider.AcrMapping.Level1",
                                                               "IdentityProvider.IdpIdentifiers.0"};
  return kPaths.at(static_cast<std::size_t>(thread));
}

std::string ValueOf(int thread, int round) { return "v" + std::to_string(thread) + "." + std::to_string(round); }

TEST_F(ParallelUpdates, OfDifferentKeysAndMembersAllSurvive) {
  const std::int64_t created = MillisIn(pool.Create(kOidc), "CreationDate");
  std::array<std::array<std::int64_t, kRounds>, kThreads> dates{};
  InParallel([&](int thread) {
    for (int round = 0; round < kRounds; ++round) {
      const Answer updated = pool.Update("Corp", UpdateOf(thread, ValueOf(thread, round)));
      EXPECT_EQ(OutcomeOf(updated), kOk);
      EXPECT_TRUE(updated.TextAt(PathOf(thread)).ends_with(ValueOf(thread, round)));
      dates.at(static_cast<std::size_t>(thread)).at(static_cast<std::size_t>(round)) = MillisIn(updated, "LastModifiedDate");
    }
  });

  const Answer described = pool.Describe("Corp");
  for (int thread = 0; thread < kThreads; ++thread) {
    EXPECT_TRUE(described.TextAt(PathOf(thread)).ends_with(ValueOf(thread, kRounds - 1))) << described.TextAt(PathOf(thread));
  }
  // The clock stood still, so each update is one millisecond, and no two have the same.
  EXPECT_EQ(MillisIn(described, "LastModifiedDate"), created + kThreads * kRounds);
  std::set<std::int64_t> distinct;
  for (const auto& of_thread : dates) {
    EXPECT_TRUE(std::ranges::is_sorted(of_thread));
    distinct.insert(of_thread.begin(), of_thread.end());
  }
  EXPECT_EQ(distinct.size(), static_cast<std::size_t>(kThreads * kRounds));
}

TEST_F(ParallelUpdates, OfDifferentProvidersAllSurvive) {
  const auto name = [](int thread) { return "Corp" + std::to_string(thread); };
  for (int thread = 0; thread < kThreads; ++thread) {
    pool.CreateNamed(name(thread), kOidc);
  }
  InParallel([&](int thread) {
    for (int round = 0; round < kRounds; ++round) {
      EXPECT_EQ(OutcomeOf(pool.Update(name(thread), UpdateOf(0, ValueOf(thread, round)))), kOk);
    }
  });
  for (int thread = 0; thread < kThreads; ++thread) {
    EXPECT_EQ(pool.Describe(name(thread)).TextAt(PathOf(0)), "https://" + ValueOf(thread, kRounds - 1));
  }
}

TEST_F(ParallelUpdates, GiveAnIdentifierToOneProviderAlone) {
  std::array<std::string, kThreads> outcomes;
  for (int thread = 0; thread < kThreads; ++thread) {
    pool.CreateNamed("Corp" + std::to_string(thread), kOidc);
  }
  InParallel([&](int thread) {
    outcomes.at(static_cast<std::size_t>(thread)) =
        OutcomeOf(pool.Update("Corp" + std::to_string(thread), WithIdentifiers({"wanted.example"})));
  });
  EXPECT_EQ(std::ranges::count(outcomes, kOk), 1);
  EXPECT_EQ(std::ranges::count(outcomes, "InvalidParameterException: Identifier wanted.example is already in use."), kThreads - 1);
  const auto winner = std::ranges::find(outcomes, kOk) - outcomes.begin();
  EXPECT_EQ(pool.Find("wanted.example").TextAt("IdentityProvider.ProviderName"), "Corp" + std::to_string(winner));
}

TEST_F(ParallelCreates, OfOneNameMakeOneProvider) {
  std::array<std::string, kThreads> outcomes;
  InParallel([&](int thread) { outcomes.at(static_cast<std::size_t>(thread)) = OutcomeOf(pool.Create(kOidc)); });
  EXPECT_EQ(std::ranges::count(outcomes, kOk), 1);
  EXPECT_EQ(std::ranges::count(outcomes, "DuplicateProviderException: Corp already exists for tenant " + pool.id() + "."), kThreads - 1);
}

TEST_F(ParallelCreates, StopAtTheQuota) {
  TestService configured({.quotas = {.identity_providers = 5}});
  ProviderPool own(configured);
  InParallel([&](int thread) {
    for (int round = 0; round < 3; ++round) {
      const Answer answer = own.CreateNamed(ValueOf(thread, round), kOidc);
      EXPECT_TRUE(answer.status == 200 || answer.ErrorType() == "LimitExceededException") << answer.body;
    }
  });
  EXPECT_EQ(own.List().At("Providers").Size(), 5u);
}

TEST_F(ParallelDeletes, OfOneProviderSucceedOnce) {
  pool.Create(kOidc);
  std::array<int, kThreads> statuses{};
  InParallel([&](int thread) { statuses.at(static_cast<std::size_t>(thread)) = pool.Delete("Corp").status; });
  EXPECT_EQ(std::ranges::count(statuses, 200), 1);
  EXPECT_EQ(std::ranges::count(statuses, 400), kThreads - 1);
}

}  // namespace
}  // namespace rockpool::support
