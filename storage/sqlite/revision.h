// The numbers that tell one state of a record from every other.
#pragma once

#include <cstdint>

namespace rockpool::storage::sqlite {

// 63 random bits, so that no record ever gets the same number again: not after a restart, nor in another store. Any thread.
std::int64_t FreshRevision();

}  // namespace rockpool::storage::sqlite
