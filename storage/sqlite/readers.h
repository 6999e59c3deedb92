// The connections of a file that read, each lent to one transaction at a time.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "server/util/thread_safety.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

// Any thread. There are never more connections than transactions have been reading at once.
class Readers {
 public:
  class Lease {
   public:
    Lease(Readers& readers, std::unique_ptr<Connection> connection) : readers_(readers), connection_(std::move(connection)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { readers_.Return(std::move(connection_)); }

    Connection& connection() const { return *connection_; }

   private:
    Readers& readers_;
    std::unique_ptr<Connection> connection_;
  };

  using Opener = std::function<std::unique_ptr<Connection>()>;

  explicit Readers(Opener open) : open_(std::move(open)) {}

  // Opens another connection if all are lent out.
  Lease Borrow();

 private:
  void Return(std::unique_ptr<Connection> connection);

  const Opener open_;
  util::Mutex mutex_;
  std::vector<std::unique_ptr<Connection>> free_ ROCKPOOL_GUARDED_BY(mutex_);
};

}  // namespace rockpool::storage::sqlite
