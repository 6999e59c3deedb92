// A server without sockets, as a start leaves it before the seed, and what seeds are written with.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "server/pools/quotas.h"
#include "server/protocol/service.h"
#include "server/seed/seed.h"
#include "tests/support/fake_world.h"

namespace rockpool::seed {

inline constexpr const char* kPool =
    R"({"operation":"CreateUserPool","request":{"PoolName":"seeded","UserPoolTags":{"_custom_id_":"us-east-1_Seeded"}}})";
inline constexpr const char* kProvider =
    R"({"operation":"CreateIdentityProvider","request":{"UserPoolId":"us-east-1_Seeded","ProviderName":"Google","ProviderType":"Google",)"
    R"("ProviderDetails":{"client_id":"id","client_secret":"secret","authorize_scopes":"email"}}})";
inline const protocol::Settings kSettings{.trusted_sites = {}, .check_answers = true};

inline std::string Entries(const std::vector<std::string>& entries) {
  std::string json = "[";
  for (const std::string& entry : entries) {
    json += (json.size() > 1 ? ",\n" : "") + entry;
  }
  return json + "]";
}

// A file with that text, gone with the object.
class SeedFile {
 public:
  explicit SeedFile(const std::string& text) {
    close(mkstemp(path_.data()));
    std::ofstream(path_, std::ios::binary) << text;
  }
  SeedFile(const SeedFile&) = delete;
  SeedFile& operator=(const SeedFile&) = delete;
  ~SeedFile() { std::filesystem::remove(path_); }

  const std::string& path() const { return path_; }

 private:
  std::string path_ = std::filesystem::temp_directory_path() / "rockpool_seed_XXXXXX";
};

class SeedTest : public testing::Test {
 protected:
  SeedTest() {
    pools::Quotas quotas;
    quotas.client_secrets = 10;
    fake_.world.settings.Put(quotas);
  }

  // One start with that file, over that store instead of its own.
  void Start(storage::Store& store, const std::string& path) {
    Marks marks(store, fake_.random);
    rockpool::seed::Seed(path).ApplyTo(world::WithStore(fake_.world, store, fake_.clock), kSettings, marks);
  }

  // What the file is refused with; empty if it was applied.
  std::string RefusalOfFile(const std::string& path) {
    try {
      Start(*fake_.store, path);
    } catch (const SeedError& error) {
      return error.what();
    }
    return "";
  }

  // The same of a file with that text, without its name.
  std::string Refusal(const std::string& text) {
    const SeedFile file(text);
    const std::string refusal = RefusalOfFile(file.path());
    const std::string named = "the seed " + file.path();
    EXPECT_TRUE(refusal.empty() || refusal.starts_with(named)) << refusal;
    return refusal.empty() ? "" : refusal.substr(named.size());
  }

  std::string Call(const std::string& operation, const std::string& json) {
    http::Request request;
    request.method = "POST";
    request.path = "/";
    request.headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation);
    request.body = json;
    return service_.Handle(std::move(request)).body;
  }

  std::string Describe(const std::string& pool, const std::string& provider) {
    return Call("DescribeIdentityProvider", R"({"UserPoolId":")" + pool + R"(","ProviderName":")" + provider + R"("})");
  }

  // All that a seed may have made in that pool, as text.
  std::string ContentsOf(const std::string& pool, const std::vector<std::string>& providers) {
    std::string all = Call("DescribeUserPool", R"({"UserPoolId":")" + pool + R"("})") +
                      Call("ListIdentityProviders", R"({"UserPoolId":")" + pool + R"("})") + Call("ListUserPools", R"({"MaxResults":60})");
    for (const std::string& provider : providers) {
      all += Describe(pool, provider);
    }
    return all;
  }

  storage::Store& store() { return *fake_.store; }

 private:
  support::FakeWorld fake_;
  protocol::Service service_{fake_.world, kSettings};

 protected:
  support::FakeClock& clock_ = fake_.clock;
  support::FakeWallClock& wall_clock_ = fake_.wall_clock;
};

}  // namespace rockpool::seed
