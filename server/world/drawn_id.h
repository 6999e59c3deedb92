// How what is created comes by an id that nobody has.
#pragma once

#include "storage/errors.h"

namespace rockpool::world {

// What `insert(draw())` returns for the first drawn id with which it does not throw storage::Conflict; after three it throws that. `insert`
// runs the transaction, for ids are drawn outside of it.
template <class Draw, class Insert>
auto InsertUnderDrawnId(Draw&& draw, Insert&& insert) {
  constexpr int kDraws = 3;
  for (int draws = 1;; ++draws) {
    try {
      return insert(draw());
    } catch (const storage::Conflict&) {
      if (draws == kDraws) {
        throw;
      }
    }
  }
}

}  // namespace rockpool::world
