// The whole API without sockets: a service over a store in memory, with clocks, randomness, keys and a network of the test's own.
// Answers are held to the model: one that breaks it is a 500.
#pragma once

#include <rapidjson/document.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "server/accounts/settings.h"
#include "server/identity_providers/settings.h"
#include "server/oauth/settings.h"
#include "server/pools/quotas.h"
#include "server/pools/rates.h"
#include "server/protocol/service.h"
#include "server/risk/rules.h"
#include "server/sign_in/trace.h"
#include "server/tokens/settings.h"
#include "server/triggers/invoker.h"
#include "server/world/world.h"
#include "storage/store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_http_client.h"
#include "tests/support/fake_key_stock.h"
#include "tests/support/fake_random.h"

namespace rockpool::support {

class WatchedStore;

struct Answer {
  int status = 0;
  http::Headers headers;
  std::string body;
  rapidjson::Document json;  // null if the body is empty

  std::string ErrorType() const;
  std::string Message() const;

  // The value at a path such as "IdentityProvider.ProviderDetails.client_id"; fails the test and returns null where there is none.
  const rapidjson::Value& At(std::string_view path) const;
  std::string TextAt(std::string_view path) const;
  bool Has(std::string_view path) const;
};

inline constexpr const char* kOk = "200";

// kOk, or the type and message of a refusal: "ResourceNotFoundException: User pool x does not exist."
std::string OutcomeOf(const Answer& answer);

struct CallerKey {
  std::string access_key = "test";
  std::string region = "us-east-1";
};

// What a test may set.
struct Settings {
  accounts::Settings accounts{.secret = "the secret of a test's users"};
  identity_providers::Settings identity_providers{};
  pools::Quotas quotas{};
  pools::RateSettings rates{};
  tokens::Settings tokens{};
  oauth::Settings oauth{};
};

class TestService {
 public:
  explicit TestService(const Settings& settings = {});
  ~TestService();

  Answer Call(std::string_view operation, std::string_view json, const CallerKey& caller = {});

  // The same call as the session has it, before it is run. For a body that is no JSON, too.
  std::unique_ptr<http::Work> Accept(std::string_view operation, std::string_view body, const CallerKey& caller = {});

  // The id of a new pool; `more` is appended to the request, e.g. R"(,"Schema":[...])".
  std::string CreatePool(std::string_view more = "");

  const world::World& world() const { return world_; }

  // The pools' Lambda functions are called through it from now on; without one they are not called (see fake_invoker.h). Before any call
  // that runs at the same time.
  void CallFunctionsThrough(std::shared_ptr<triggers::Invoker> invoker);

  // How often the store was read and written to, also in vain.
  std::int64_t reads() const;
  std::int64_t writes() const;

  FakeClock clock;
  FakeWallClock wall_clock;
  FakeRandom random;
  FakeHttpClient network;
  FakeKeyStock keys;
  protocol::Faults faults;
  const std::shared_ptr<sign_in::Traces> traces = std::make_shared<sign_in::Traces>();
  const std::shared_ptr<risk::Rules> risk_rules = std::make_shared<risk::Rules>();

 private:
  std::unique_ptr<WatchedStore> store_;
  world::PageTokens page_tokens_{"the secret of a test"};
  world::World world_;
  protocol::Service service_;
};

}  // namespace rockpool::support
