// What the configurations of a pool and of its app clients have in common: there is always one, and it goes with whose it is.
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "tests/operations/log_delivery/log_samples.h"
#include "tests/operations/pool_caller.h"
#include "tests/operations/risk_configuration/risk_pool.h"
#include "tests/operations/session_configuration/session_requests.h"
#include "tests/operations/ui_customization/customized_pool.h"

namespace rockpool::support {
namespace {

struct Configuration {
  std::string name;  // in the names of the tests
  std::string get;
  std::string set;
  std::string members;      // what Set takes
  std::string pool = {};    // what the pool must be created with
  std::string before = {};  // the operation that makes the pool ready for it, and its members
  std::string before_members = {};
  bool of_client = false;  // whether an app client may have or has one of its own
  bool of_pool = true;     // whether the pool has one
};

void PrintTo(const Configuration& configuration, std::ostream* out) { *out << configuration.name; }

const std::vector<Configuration>& Configurations() {
  static const std::vector<Configuration> configurations{
      {.name = "LogDelivery",
       .get = "GetLogDeliveryConfiguration",
       .set = "SetLogDeliveryConfiguration",
       .members = WithLogs(Notifications())},
      {.name = "PoolSession", .get = kGetPoolSession, .set = kSetPoolSession, .members = Tracking("ENABLED", 5)},
      {.name = "ClientSession",
       .get = kGetClientSession,
       .set = kSetClientSession,
       .members = R"("SSOSession":{"MaxValidityMinutes":5})",
       .before = kSetPoolSession,
       .before_members = Tracking("ENABLED", 5),
       .of_client = true,
       .of_pool = false},
      {.name = "Risk", .get = kDescribeRisk, .set = kSetRisk, .members = kBlockCompromised, .pool = kThreatProtection, .of_client = true},
      {.name = "UiCustomization",
       .get = "GetUICustomization",
       .set = "SetUICustomization",
       .members = kCss,
       .before = "CreateUserPoolDomain",
       .before_members = TextMember("Domain", "rock"),
       .of_client = true},
  };
  return configurations;
}

auto EachThat(bool Configuration::*has) {
  std::vector<Configuration> those = Configurations();
  std::erase_if(those, [&](const Configuration& configuration) { return !(configuration.*has); });
  return testing::ValuesIn(those);
}

std::string NameOf(const testing::TestParamInfo<Configuration>& info) { return info.param.name; }

class ConfigurationTest : public testing::TestWithParam<Configuration> {
 protected:
  // A pool that the configuration can be set of, with the id that such a pool always has.
  PoolCaller MakePool() {
    PoolCaller made(service, configuration.pool + kFixedId);
    if (!configuration.before.empty()) {
      EXPECT_EQ(made.Try(configuration.before, configuration.before_members), kOk);
    }
    return made;
  }

  const Configuration& configuration = GetParam();
  TestService service;
  PoolCaller pool = MakePool();
};

class PoolConfiguration : public ConfigurationTest {};
INSTANTIATE_TEST_SUITE_P(Each, PoolConfiguration, EachThat(&Configuration::of_pool), NameOf);

TEST_P(PoolConfiguration, IsOfNoUnknownPool) {
  for (const auto& [operation, members] :
       {std::pair(configuration.get, std::string()), std::pair(configuration.set, configuration.members)}) {
    const std::string nowhere = "{" + JoinedMembers(TextMember("UserPoolId", "us-east-1_Nowhere"), members) + "}";
    EXPECT_EQ(OutcomeOf(service.Call(operation, nowhere)), NoSuchPool("us-east-1_Nowhere")) << operation;
    EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "123456789012"}, operation, members)), NoSuchPool(pool.id())) << operation;
  }
  EXPECT_EQ(OutcomeOf(pool.CallAs({.region = "eu-west-1"}, configuration.get)), NoSuchPool(pool.id()));
}

TEST_P(PoolConfiguration, IsShownAsItWasSetAndStaysSo) {
  const std::string nothing = pool.Call(configuration.get).body;
  const Answer set = pool.Call(configuration.set, configuration.members);
  EXPECT_EQ(OutcomeOf(set), kOk);
  EXPECT_NE(set.body, nothing);
  service.clock.Advance(10'000);
  EXPECT_EQ(pool.Call(configuration.get).body, set.body);
}

TEST_P(PoolConfiguration, EndsWithItsPool) {
  const std::string nothing = pool.Call(configuration.get).body;
  ASSERT_EQ(pool.Try(configuration.set, configuration.members), kOk);
  ASSERT_NE(pool.Call(configuration.get).body, nothing);
  pool.Call("DeleteUserPoolDomain", TextMember("Domain", "rock"));  // A pool with a domain cannot be deleted.
  ASSERT_EQ(pool.Try("DeleteUserPool"), kOk);
  const PoolCaller reborn = MakePool();
  ASSERT_EQ(reborn.id(), pool.id());
  EXPECT_EQ(reborn.Call(configuration.get).body, nothing);
}

class ClientConfiguration : public ConfigurationTest {
 protected:
  ClientConfiguration() { pool.CreateClient("web"); }

  std::string Of(const std::string& client, const std::string& members = "") const {
    return JoinedMembers(TextMember("ClientId", client), members);
  }
};
INSTANTIATE_TEST_SUITE_P(Each, ClientConfiguration, EachThat(&Configuration::of_client), NameOf);

TEST_P(ClientConfiguration, IsOfNoUnknownPoolAndOfNoUnknownAppClient) {
  for (const auto& [operation, members] :
       {std::pair(configuration.get, std::string()), std::pair(configuration.set, configuration.members)}) {
    EXPECT_EQ(OutcomeOf(service.Call(operation, R"({"UserPoolId":"us-east-1_Nowhere",)" + Of("web", members) + "}")),
              NoSuchPool("us-east-1_Nowhere"))
        << operation;
    EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "123456789012"}, operation, Of("web", members))), NoSuchPool(pool.id())) << operation;
    EXPECT_EQ(pool.Try(operation, Of("nobody", members)), "ResourceNotFoundException: User pool client nobody does not exist.")
        << operation;
  }
}

TEST_P(ClientConfiguration, IsShownAsItWasSetForThatAppClientAlone) {
  pool.CreateClient("app");
  const std::string of_app = pool.Call(configuration.get, Of("app")).body;
  const Answer set = pool.Call(configuration.set, Of("web", configuration.members));
  EXPECT_EQ(OutcomeOf(set), kOk);
  EXPECT_EQ(pool.Call(configuration.get, Of("web")).body, set.body);
  EXPECT_EQ(pool.Call(configuration.get, Of("app")).body, of_app);
}

TEST_P(ClientConfiguration, EndsWithItsAppClient) {
  const std::string nothing = pool.Call(configuration.get, Of("web")).body;
  pool.Call(configuration.set, Of("web", configuration.members));
  ASSERT_NE(pool.Call(configuration.get, Of("web")).body, nothing);
  pool.DeleteClient("web");
  pool.CreateClient("web");
  EXPECT_EQ(pool.Call(configuration.get, Of("web")).body, nothing);
}

}  // namespace
}  // namespace rockpool::support
