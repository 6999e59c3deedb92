// How user pools are deleted without keeping anybody waiting, however much they own.
//
// What owns little is deleted whole. Of a larger pool only the row changes: it gets a dead name and leaves its account, and since what
// belongs to a pool is found by the pool's id alone, all of it is gone for everybody. Its rows are swept later, some in each write. It
// knows the tables that refer to user_pools; which of their keys are unique in the whole store is the repositories' to know.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

// The pool_id of a living pool is below this, that of a dead one is not.
inline constexpr std::string_view kDeadNames = "\xFF";

class Graveyard {
 public:
  // A pool that owns no more rows than that in any table is deleted whole.
  static constexpr std::int64_t kRowsDeletedAtOnce = 2000;

  explicit Graveyard(Connection& connection) : connection_(connection) {}

  // False if there was none.
  bool DeleteUserPool(std::string_view id);

  // Deletes up to `limit` rows (at least 1) of dead pools, and the row of a pool that has no others any more. True if there may be more.
  bool SweepSome(std::size_t limit);

  // Whether there is anything to sweep.
  bool HasDead() const;

  // Whether DeleteUserPool has left rows behind since this was made.
  bool has_buried() const { return has_buried_; }

 private:
  bool OwnsMuch(std::int64_t pool_row) const;
  void Bury(std::int64_t pool_row);

  Connection& connection_;
  bool has_buried_ = false;
};

}  // namespace rockpool::storage::sqlite
