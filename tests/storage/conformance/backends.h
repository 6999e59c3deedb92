// The implementations of storage, for the tests that hold for each of them. A new one is added in backends.cpp and nowhere else.
//
// The tests in this folder use the public contract alone (storage/*.h).
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "storage/store.h"
#include "tests/storage/temporary_directory.h"

namespace rockpool::storage::testing {

struct Backend {
  std::string name;
  // An empty store; it may keep its files in `directory`.
  std::function<std::unique_ptr<Store>(const TemporaryDirectory& directory)> open;
  bool reads_beside_writers = false;
};

std::ostream& operator<<(std::ostream& out, const Backend& backend);

std::vector<Backend> Backends();

// And those again in which a write waits for the disk, for tests that write little.
std::vector<Backend> BackendsInEachDurability();

// Those in which a reader does not wait for a writer.
std::vector<Backend> BackendsThatReadBesideWriters();

// For INSTANTIATE_TEST_SUITE_P.
std::string NameOf(const ::testing::TestParamInfo<Backend>& backend);

// A fresh store of the backend for each test.
class BackendTest : public ::testing::TestWithParam<Backend> {
 protected:
  Store& store() { return *store_; }

 private:
  TemporaryDirectory directory_;
  std::unique_ptr<Store> store_ = GetParam().open(directory_);
};

}  // namespace rockpool::storage::testing
