#include "storage/sqlite/readers.h"

namespace rockpool::storage::sqlite {

Readers::Lease Readers::Borrow() {
  std::unique_ptr<Connection> connection;
  {
    const util::LockGuard lock(mutex_);
    if (!free_.empty()) {
      connection = std::move(free_.back());
      free_.pop_back();
    }
  }
  return {*this, connection ? std::move(connection) : open_()};
}

void Readers::Return(std::unique_ptr<Connection> connection) {
  const util::LockGuard lock(mutex_);
  free_.push_back(std::move(connection));
}

}  // namespace rockpool::storage::sqlite
