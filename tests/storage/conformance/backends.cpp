#include "tests/storage/conformance/backends.h"

#include <algorithm>
#include <iterator>

#include "storage/sqlite/store.h"

namespace rockpool::storage::testing {

std::ostream& operator<<(std::ostream& out, const Backend& backend) { return out << backend.name; }

std::vector<Backend> Backends() {
  return {{.name = "SqliteFile",
           .open = [](const TemporaryDirectory& directory) { return sqlite::Store::Open({.path = directory.File("store.db")}); },
           .reads_beside_writers = true},
          {.name = "SqliteMemory",
           .open = [](const TemporaryDirectory&) { return sqlite::Store::Open({.path = ":memory:"}); },
           .reads_beside_writers = false}};
}

std::vector<Backend> BackendsInEachDurability() {
  std::vector<Backend> backends = Backends();
  backends.push_back({.name = "SqliteFileThatSyncs",
                      .open =
                          [](const TemporaryDirectory& directory) {
                            return sqlite::Store::Open({.path = directory.File("store.db"), .durability = sqlite::Durability::kPower});
                          },
                      .reads_beside_writers = true});
  return backends;
}

std::vector<Backend> BackendsThatReadBesideWriters() {
  std::vector<Backend> backends = Backends();
  std::erase_if(backends, [](const Backend& backend) { return !backend.reads_beside_writers; });
  return backends;
}

std::string NameOf(const ::testing::TestParamInfo<Backend>& backend) { return backend.param.name; }

}  // namespace rockpool::storage::testing
