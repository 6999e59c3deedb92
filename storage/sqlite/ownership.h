// Which tables hold what belongs to a row of another one, and how that is deleted in slices of any size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

struct OwnedRows;

// All tables whose rows belong to an owner of one sort, in the order in which they are emptied.
struct Owned {
  const OwnedRows* first = nullptr;
  std::size_t count = 0;

  const OwnedRows* begin() const;
  const OwnedRows* end() const;
};

// One table (or some kinds of its rows) as its owner sees it.
struct OwnedRows {
  std::string_view ids;     // selects the numbers of the rows of owner ?1, up to ?2 of them
  std::string_view remove;  // where the rows own nothing: deletes up to ?2 of those of owner ?1; else the row of number ?1
  Owned owned = {};         // by each of the rows
};

inline const OwnedRows* Owned::begin() const { return first; }
inline const OwnedRows* Owned::end() const { return first + count; }

extern const Owned kOwnedByPool;
extern const Owned kOwnedByUser;
extern const Owned kOwnedByAppClient;
extern const Owned kOwnedByGroup;
extern const Owned kOwnedByFamily;

// Whether it is more than `most` rows, with all that these own. Costs no more than to look at so many.
bool OwnsMoreThan(Connection& connection, std::int64_t owner, const Owned& owned, std::int64_t most);

// Deletes up to `left` of them and takes from it what it has deleted. True if nothing is left of them.
bool DeleteOwned(Connection& connection, std::int64_t owner, const Owned& owned, std::int64_t& left);

}  // namespace rockpool::storage::sqlite
