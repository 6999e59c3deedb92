// The API over doors at which a test stands: what happens while a document is fetched, and while a key is taken from the stock. These are
// the moments in which other calls come in between. A call made there from the same thread fails if a transaction is open.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "server/http/client.h"
#include "server/identity_providers/remote_documents.h"
#include "server/operations/context.h"
#include "server/protocol/service.h"
#include "storage/store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_random.h"
#include "tests/support/shared_key_stock.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

class WatchedService {
 public:
  explicit WatchedService(operations::Settings settings = {});
  ~WatchedService();
  WatchedService(const WatchedService&) = delete;
  WatchedService& operator=(const WatchedService&) = delete;

  Answer Call(std::string_view operation, std::string_view json);

  // The same as a function, for ProviderPool.
  auto AsApi() {
    return [this](std::string_view operation, std::string_view json) { return Call(operation, json); };
  }

  storage::Store& store() { return *store_; }

  std::function<http::FetchResponse()> on_fetch;
  std::function<void()> on_take = [] {};
  FakeClock clock;

 private:
  struct WatchedClient final : http::Client {
    explicit WatchedClient(WatchedService& owner) : owner(owner) {}
    http::FetchResponse Get(const http::FetchRequest&) override { return owner.on_fetch(); }
    WatchedService& owner;
  };

  struct WatchedKeys final : crypto::KeyStock {
    explicit WatchedKeys(WatchedService& owner) : owner(owner) {}
    crypto::RsaKey Take() override;
    WatchedService& owner;
    SharedKeyStock keys;
  };

  FakeRandom random_;
  WatchedClient client_{*this};
  WatchedKeys keys_{*this};
  std::unique_ptr<storage::Store> store_;
  identity_providers::RemoteDocuments remote_documents_;
  operations::PageTokens page_tokens_{"the secret of a test"};
  operations::World world_;
  protocol::Service service_;
};

}  // namespace rockpool::support
