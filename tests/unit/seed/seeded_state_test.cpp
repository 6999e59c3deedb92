// The state that a reset returns to.
#include "server/seed/seeded_state.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "storage/sqlite/store.h"
#include "tests/support/saml_documents.h"
#include "tests/support/test_service.h"
#include "tests/support/watched_store.h"

namespace rockpool::seed {
namespace {

std::unique_ptr<storage::Store> EmptyStore() { return std::make_unique<support::WatchedStore>(storage::sqlite::Store::Open({":memory:"})); }

std::string JsonText(const std::string& text) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  return buffer.GetString();
}

constexpr const char* kPool = R"({"PoolName":"shop","UserPoolTags":{"_custom_id_":"us-east-1_shopPool1"}})";
constexpr const char* kDescribe = R"({"UserPoolId":"us-east-1_shopPool1","ProviderName":"corp"})";

std::string ProviderRequest() {
  return R"({"UserPoolId":"us-east-1_shopPool1","ProviderName":"corp","ProviderType":"SAML","ProviderDetails":{"MetadataFile":)" +
         JsonText(support::SamlXml()) + "}}";
}

class SeededStateTest : public ::testing::Test {
 protected:
  SeededStateTest() : seed_path_((std::filesystem::temp_directory_path() / "rockpool_seed_XXXXXX").string()) {
    close(mkstemp(seed_path_.data()));
    WriteSeed(R"([{"operation":"CreateUserPool","request":)" + std::string(kPool) +
              R"(},{"operation":"CreateIdentityProvider","request":)" + ProviderRequest() + "}]");
  }
  ~SeededStateTest() override { std::filesystem::remove(seed_path_); }

  void WriteSeed(const std::string& json) const { std::ofstream(seed_path_) << json; }
  const std::string& seed_path() const { return seed_path_; }
  SeededState WithSeed() { return SeededState(service.world(), {}, seed_path_, EmptyStore); }
  std::string Pools() { return service.Call("ListUserPools", R"({"MaxResults":60})").body; }
  std::string Provider() { return service.Call("DescribeIdentityProvider", kDescribe).body; }
  void SpoilEverything() {
    service.CreatePool();
    const std::string rename = R"({"UserPoolId":"us-east-1_shopPool1","ProviderName":"corp","IdpIdentifiers":["corp.example"]})";
    ASSERT_EQ(service.Call("UpdateIdentityProvider", rename).status, 200);
  }

  support::TestService service;

 private:
  std::string seed_path_;
};

TEST_F(SeededStateTest, IsAnEmptyStoreWithoutASeed) {
  SeededState state(service.world(), {}, "", EmptyStore);
  state.ApplySeed();
  service.CreatePool();
  state.Return();
  EXPECT_EQ(Pools(), R"({"UserPools":[]})");
}

TEST_F(SeededStateTest, IsToTheByteWhatTheSeedMadeAtTheStart) {
  SeededState state = WithSeed();
  state.ApplySeed();
  const std::string pools = Pools();
  const std::string provider = Provider();
  EXPECT_NE(provider.find("ActiveEncryptionCertificate"), std::string::npos) << provider;
  for (int i = 0; i < 3; ++i) {
    service.clock.Advance(60'000);
    SpoilEverything();
    EXPECT_NE(Provider(), provider);
    state.Return();
    EXPECT_EQ(Pools(), pools);
    EXPECT_EQ(Provider(), provider);
  }
}

TEST_F(SeededStateTest, MakesNoKeyTwice) {
  SeededState state = WithSeed();
  state.ApplySeed();
  state.Return();
  state.Return();
  EXPECT_EQ(service.keys.taken, 1);
}

TEST_F(SeededStateTest, HasNothingOfWhatTheStoreHeldBeforeTheStart) {
  service.CreatePool();
  SeededState state = WithSeed();
  state.ApplySeed();
  EXPECT_EQ(service.keys.taken, 1) << "the start does not pay for a reset that may never come";
  state.Return();
  EXPECT_EQ(Pools().find(R"("Name":"pool")"), std::string::npos);
  const std::string provider = Provider();
  EXPECT_NE(provider.find("ActiveEncryptionCertificate"), std::string::npos) << provider;
  service.clock.Advance(60'000);
  SpoilEverything();
  state.Return();
  EXPECT_EQ(Provider(), provider);
  EXPECT_EQ(service.keys.taken, 2);
}

// A reset takes the clock back, so what it returns to must not be dated by where the clock stood.
TEST_F(SeededStateTest, IsDatedByWallTimeIfItIsMadeByTheFirstReset) {
  service.CreatePool();
  SeededState state = WithSeed();
  service.clock.Advance(1'000'000'000);
  service.wall_clock.Advance(5'000);
  state.Return();
  EXPECT_NE(Pools().find(R"("CreationDate":1700000005)"), std::string::npos) << Pools();
}

TEST_F(SeededStateTest, LeavesWhatExistsAlreadyAsItIsAtTheStart) {
  WithSeed().ApplySeed();
  SpoilEverything();
  const std::string pools = Pools();
  const std::string provider = Provider();
  WithSeed().ApplySeed();
  EXPECT_EQ(Pools(), pools);
  EXPECT_EQ(Provider(), provider);
}

TEST_F(SeededStateTest, IsThatOfTheSeedAsItWasAtTheStart) {
  service.CreatePool();
  SeededState state = WithSeed();
  state.ApplySeed();
  WriteSeed("no JSON");
  state.Return();
  EXPECT_EQ(service.Call("DescribeIdentityProvider", kDescribe).status, 200);
}

TEST_F(SeededStateTest, NeedsNoSignatures) {
  protocol::Settings settings;
  settings.require_sigv4 = true;
  WriteSeed(R"([{"operation":"CreateUserPool","request":)" + std::string(kPool) + "}]");
  service.CreatePool();
  SeededState state(service.world(), settings, seed_path(), EmptyStore);
  state.ApplySeed();
  state.Return();
  EXPECT_NE(Pools().find("us-east-1_shopPool1"), std::string::npos);
}

TEST_F(SeededStateTest, IsNotReturnedToIfTheSeedFails) {
  service.CreatePool();
  const std::string pools = Pools();
  WriteSeed(R"([{"operation":"CreateUserPool","request":)" + std::string(kPool) + R"(},{"operation":"CreateUserPool","request":{}}])");
  SeededState state = WithSeed();
  EXPECT_THROW(state.Prepare(), SeedError);
  EXPECT_THROW(state.Return(), SeedError);
  EXPECT_EQ(Pools(), pools);
}

TEST_F(SeededStateTest, IsPreparedWithoutAChange) {
  service.CreatePool();
  const std::string pools = Pools();
  SeededState state = WithSeed();
  state.Prepare();
  EXPECT_EQ(Pools(), pools);
  EXPECT_EQ(service.keys.taken, 1);
  state.Return();
  EXPECT_EQ(service.keys.taken, 1);
}

// A client takes two secrets: were one added once more, the start would be refused.
class SeededSecret : public SeededStateTest {
 protected:
  SeededSecret() {
    WriteSeed(R"([{"operation":"CreateUserPool","request":)" + std::string(kPool) +
              R"(},{"operation":"CreateUserPoolClient","request":{"UserPoolId":"us-east-1_shopPool1","ClientName":"_custom_id_:web",)"
              R"("GenerateSecret":true}},{"operation":"AddUserPoolClientSecret","request":{"UserPoolId":"us-east-1_shopPool1",)"
              R"("ClientId":"web","ClientSecret":"a_secret_of_24_characters"}}])");
  }
  std::string Secrets() {
    return service.Call("ListUserPoolClientSecrets", R"({"UserPoolId":"us-east-1_shopPool1","ClientId":"web"})").body;
  }
};

TEST_F(SeededSecret, IsThereOnceAfterAResetAndAnotherStart) {
  SeededState state = WithSeed();
  state.ApplySeed();
  const std::string secrets = Secrets();
  EXPECT_NE(secrets.find("ClientSecretId"), secrets.rfind("ClientSecretId")) << secrets;
  state.Return();
  EXPECT_EQ(Secrets(), secrets);
  EXPECT_NO_THROW(WithSeed().ApplySeed());
  EXPECT_EQ(Secrets(), secrets);
}

TEST_F(SeededSecret, IsThereOnceAlsoWhereAResetSeedsAnew) {
  service.CreatePool();
  SeededState state = WithSeed();
  state.ApplySeed();
  state.Return();
  const std::string secrets = Secrets();
  EXPECT_NE(secrets.find("ClientSecretId"), secrets.rfind("ClientSecretId")) << secrets;
  EXPECT_NO_THROW(WithSeed().ApplySeed());
  EXPECT_EQ(Secrets(), secrets);
}

TEST_F(SeededStateTest, LeavesPageTokensValid) {
  SeededState state = WithSeed();
  state.ApplySeed();
  service.CreatePool();
  const support::Answer first = service.Call("ListUserPools", R"({"MaxResults":1})");
  const std::string token = first.TextAt("NextToken");
  state.Return();
  EXPECT_EQ(service.Call("ListUserPools", R"({"MaxResults":1,"NextToken":)" + JsonText(token) + "}").status, 200);
}

TEST_F(SeededStateTest, IsWholeForCallsThatRunMeanwhile) {
  SeededState state = WithSeed();
  state.ApplySeed();
  std::atomic<bool> stop = false;
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  threads.emplace_back([&] {
    while (!stop) {
      failed += service.Call("DescribeIdentityProvider", kDescribe).status == 200 ? 0 : 1;
    }
  });
  threads.emplace_back([&] {
    const std::string update = R"({"UserPoolId":"us-east-1_shopPool1","ProviderName":"corp","IdpIdentifiers":["corp.example"]})";
    while (!stop) {
      failed += service.Call("UpdateIdentityProvider", update).status == 200 ? 0 : 1;
    }
  });
  threads.emplace_back([&] {
    for (int i = 0; i < 50; ++i) {
      state.Return();
    }
  });
  for (int i = 0; i < 50; ++i) {
    state.Return();
  }
  threads.back().join();
  threads.pop_back();
  stop = true;
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(failed, 0);
}

}  // namespace
}  // namespace rockpool::seed
