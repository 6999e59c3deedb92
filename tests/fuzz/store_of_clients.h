// A store with a pool and two app clients, for targets that look for what such a client was given.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>

#include "server/clients/client_in_use.h"
#include "server/pools/pool_in_use.h"
#include "server/util/random.h"
#include "storage/sqlite/store.h"

namespace rockpool::fuzz {

// The same bytes in every process: the corpus holds what was drawn of them.
class KnownBytes final : public util::Random {
 public:
  void Fill(std::span<unsigned char> bytes) override {
    for (unsigned char& byte : bytes) {
      byte = static_cast<unsigned char>(next_ ^ (next_ >> 8U));
      next_ += 0x9DU;
    }
  }

 private:
  unsigned next_ = 1;
};

struct StoreOfClients {
  StoreOfClients() {
    store->Write([&](storage::Transaction& transaction) {
      storage::UserPool record;
      record.account = pool->account;
      record.region = pool->region;
      record.id = record.name = pool->id;
      record.document = "{}";
      transaction.user_pools().Insert(record);
      for (const clients::ClientInUse* client : {&own, &other}) {
        storage::PoolResource resource;
        resource.user_pool_id = pool->id;
        resource.key = client->id;
        resource.document = "{}";
        transaction.resources(storage::ResourceKind::kAppClient).Insert(resource);
      }
    });
  }

  static pools::SharedPool MakePool() {
    auto decoded = std::make_shared<const api::UserPoolType>();
    return std::make_shared<const pools::PoolInUse>(
        pools::PoolInUse{decoded, *decoded, "us-east-1_Fuzzed123", "000000000000", "us-east-1", {}});
  }
  clients::ClientInUse MakeClient(std::string id) const { return {std::move(id), {}, {}, pool}; }

  std::unique_ptr<storage::Store> store = storage::sqlite::Store::Open({.path = ":memory:"});
  pools::SharedPool pool = MakePool();
  clients::ClientInUse own = MakeClient("own");
  clients::ClientInUse other = MakeClient("other");
};

}  // namespace rockpool::fuzz
